// Addresses of HTTP sources. A base address is opaque: its path prefix and query stay, paths are appended, and a user and
// password in it are taken out before anything else sees it.
import { z } from 'zod';
import { Secret } from './secret.ts';

/** Aborts the checks of the object around it, so that they can rely on an address that can be read. */
export const httpUrl = z.url({ protocol: /^https?$/, abort: true, error: 'give an address that begins with http:// or https://' });

export interface UrlCredentials {
  readonly user: string;
  readonly password: Secret;
}

export interface BaseUrl {
  /** Without user, password and fragment. */
  readonly url: URL;
  readonly credentials: UrlCredentials | undefined;
}

/** Splits credentials from a checked address. Throws TypeError on what the httpUrl schema would have refused. */
export function baseUrl(text: string): BaseUrl {
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  if (username === '' && password === '') return { url, credentials: undefined };
  return { url, credentials: { user: percentDecoded(username), password: new Secret(percentDecoded(password)) } };
}

/** `base` with `path` after its own path; its query stays and `query` is added to it. */
export function appendPath(base: URL, path: string, query?: URLSearchParams): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  for (const [name, value] of query ?? []) url.searchParams.append(name, value);
  return url;
}

/** The address for people: no credential, no query, no fragment. */
export function shownUrl(url: URL | string): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/' ? origin : `${origin}${pathname}`;
}

/** Host and port, the port also where it is the usual one. */
export function hostAndPort(url: URL): string {
  const port = url.port === '' ? (/^(?:https|wss):$/.test(url.protocol) ? '443' : '80') : url.port;
  return `${url.hostname}:${port}`;
}

/** True where credentials can be sent: TLS, or a connection that never leaves this machine. */
export function isPrivateTransport(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  const host = url.hostname.toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is part of the password itself.
    return text;
  }
}
