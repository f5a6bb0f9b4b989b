// Addresses that stay on this machine, as they are configured and as a Host header names them.
import { isIP } from 'node:net';

/** An address to listen on. */
export function isLoopbackAddress(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** A Host header, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return isLoopbackAddress(name.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')) || name.endsWith('.localhost');
}
