// The two addresses of a server, from whatever address of it was given.
import { shownUrl } from '../http/base-url.ts';

export function tailUrl(base: URL): URL {
  return endpoint(base, base.protocol.replace('http', 'ws'), 'logs/tail');
}

export function searchUrl(base: URL): URL {
  return endpoint(base, base.protocol.replace('ws', 'http'), 'logs/search');
}

/** What is shown to people: no query, no credential. */
export function shownTail(base: URL): string {
  return shownUrl(tailUrl(base));
}

function endpoint(base: URL, protocol: string, path: string): URL {
  const prefix = base.pathname.replace(/\/+$/, '').replace(/\/logs\/(?:tail|search)$/, '');
  return new URL(`${protocol}//${base.host}${prefix}/${path}`);
}
