// Finds out what speaks at an address: sends only the GETs listed here, without credentials, follows no redirect.
import { ObsError, SourceError } from '../../model/errors.ts';
import { appendPath, baseUrl, hostAndPort } from '../sources/http/base-url.ts';
import { httpClient, type HttpAnswer, type HttpClient } from '../sources/http/client.ts';

/** An entry of `sources:` as the configuration would have it. */
export type FoundEntry = Readonly<Record<string, unknown>> & { readonly name: string; readonly kind: string };

interface Probe {
  readonly asks: string;
  readonly read: (answer: HttpAnswer, address: string, name: string) => FoundEntry | undefined;
}

const PROBES: readonly Probe[] = [
  { asks: '/logs/search?limit=1', read: logsTail },
  { asks: '/api/v1/query?query=1', read: prometheus },
  { asks: '/metrics', read: metricsPage },
  { asks: '', read: metricsPage },
];

const DEADLINE_MILLIS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** At least one entry; throws USAGE for what is no address, and a SourceError where nothing known answers. */
export async function detect(address: string): Promise<readonly FoundEntry[]> {
  if (!URL.canParse(address)) throw new ObsError('USAGE', `"${address}" is not an address such as http://localhost:9090`);
  const url = new URL(address);
  if (url.protocol === 'ws:' || url.protocol === 'wss:') return [{ name: hostAndPort(url), kind: 'logs-tail', url: address.replace(/\/logs\/tail$/, '') }];
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new ObsError('USAGE', `"${address}": only http, https, ws and wss are understood`);
  const client = httpClient();
  try {
    return await probeAll(client, address, hostAndPort(url));
  } finally {
    await client.close();
  }
}

async function probeAll(client: HttpClient, address: string, name: string): Promise<readonly FoundEntry[]> {
  const found: FoundEntry[] = [];
  let reached = false;
  let failure: unknown;
  for (const probe of PROBES) {
    // A Prometheus server has a page about itself too; its API says more.
    if (probe.read === metricsPage && found.some((entry) => entry.kind !== 'logs-tail')) continue;
    try {
      const answer = await ask(client, address, probe.asks);
      reached = true;
      const entry = probe.read(answer, address, name);
      if (entry !== undefined) found.push(entry);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failure ??= error;
      if (error.code === 'SOURCE_REFUSED' || error.code === 'SOURCE_UNREACHABLE') throw error;
    }
  }
  if (found.length > 0) return distinctNames(found);
  if (!reached && failure !== undefined) throw failure;
  throw new ObsError('SOURCE_PROTOCOL', `nothing that obs-tui can read answers at ${hostAndPort(new URL(address))}: no /logs/search, no Prometheus API, no metrics page`);
}

function ask(client: HttpClient, address: string, path: string): Promise<HttpAnswer> {
  const [route = '', query = ''] = path.split('?', 2);
  const { url } = baseUrl(address);
  return client.request({
    url: route === '' ? url : appendPath(url, route, new URLSearchParams(query)),
    headers: { accept: 'application/json, text/plain;q=0.5' },
    signal: new AbortController().signal,
    deadlineMillis: DEADLINE_MILLIS,
    maxBytes: MOST_BYTES,
    accepts: (status) => status === 200 || status === 404,
  });
}

function logsTail(answer: HttpAnswer, address: string, name: string): FoundEntry | undefined {
  const body = parsed(answer.text);
  const rows = Array.isArray(body) && answer.status === 200 ? body : undefined;
  const noDatabase = typeof body === 'object' && body !== null && 'error' in body && body.error === 'log database unavailable';
  if (rows === undefined && !noDatabase) return undefined;
  return { name: `${name} logs`, kind: 'logs-tail', url: address, message: messageForm(rows?.[0]) };
}

/** How messages are written, judged by one of them. */
function messageForm(row: unknown): 'logfmt' | 'json' | 'text' {
  const message = typeof row === 'object' && row !== null && 'message' in row ? String(row.message) : '';
  if (/^\{.*\}$/s.test(message)) return 'json';
  return /(?:^|\s)(?:ts|level|msg|service)=\S/.test(message) ? 'logfmt' : 'text';
}

function prometheus(answer: HttpAnswer, address: string, name: string): FoundEntry | undefined {
  const body = parsed(answer.text);
  const speaks = typeof body === 'object' && body !== null && 'status' in body && 'data' in body && answer.status === 200;
  return speaks ? { name, kind: 'prometheus', url: address } : undefined;
}

function metricsPage(answer: HttpAnswer, address: string, name: string): FoundEntry | undefined {
  if (answer.status !== 200 || !/^#\s+(?:TYPE|HELP)\s|^[a-zA-Z_:][\w:]*(?:\{[^\n]*\})?\s+[-+\d.NI]/m.test(answer.text.slice(0, 65_536))) return undefined;
  const direct = answer.text !== '' && /\/metrics\/?$/.test(new URL(address).pathname);
  return { name: `${name} metrics`, kind: 'scrape', targets: [{ url: direct ? address : `${address.replace(/\/$/, '')}/metrics` }] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function distinctNames(found: readonly FoundEntry[]): readonly FoundEntry[] {
  return found.map((entry, index) => (found.findIndex((other) => other.name === entry.name) === index ? entry : { ...entry, name: `${entry.name} ${index + 1}` }));
}
