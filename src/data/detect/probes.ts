// The questions that tell what speaks at an address: one GET each, and how its answer is told from any other.
import { appendPath } from '../sources/http/base-url.ts';
import type { HttpAnswer } from '../sources/http/client.ts';

/** An entry of `sources:` as the configuration would have it. Its name begins with what it gives: narrow headers cut the host. */
export type FoundEntry = Readonly<Record<string, unknown>> & { readonly name: string; readonly kind: string };

export interface Probe {
  readonly url: URL;
  /** Undefined where the answer is not what this probe looks for. */
  readonly read: (answer: HttpAnswer) => FoundEntry | undefined;
}

export interface Given {
  /** As it was typed, credentials included. */
  readonly address: string;
  /** Without credentials and fragment. */
  readonly url: URL;
  /** Host and port. */
  readonly name: string;
  readonly credentials: boolean;
}

/** Enough to tell a metrics page. */
const LOOKED_AT = 65_536;
const SAMPLE_LINE = /^[a-zA-Z_:][\w:]*(?:\{.*\})?\s+[-+\d.NI]\S*(?:\s+-?\d+)?(?:\s+#.*)?$/;

export function probesFor(given: Given): readonly Probe[] {
  const { url, credentials } = given;
  const itself: Probe = { url, read: (answer) => metricsPage(answer, given, undefined) };
  // A query belongs to one page: nothing is appended to it.
  if (url.search !== '') return [itself];
  return [
    // Its configuration takes no password in the address.
    ...(credentials ? [] : [tailProbe(given)]),
    { url: appendPath(url, 'api/v1/query', new URLSearchParams({ query: '1' })), read: (answer) => prometheus(answer, given) },
    { url: appendPath(url, 'api/services'), read: (answer) => jaeger(answer, given) },
    { url: appendPath(url, 'api/echo'), read: (answer) => tempo(answer, given) },
    { url: appendPath(url, 'api/v2/status'), read: (answer) => alertmanager(answer, given) },
    { url: appendPath(url, 'obs/alerts'), read: (answer) => portal(answer, given) },
    { url: appendPath(url, 'health'), read: (answer) => health(answer, given) },
    ...(url.pathname === '/' ? [] : [itself]),
    { url: appendPath(url, 'metrics'), read: (answer) => metricsPage(answer, given, 'metrics') },
  ];
}

export function tailProbe(given: Given): Probe {
  return { url: appendPath(given.url, 'logs/search', new URLSearchParams({ limit: '1' })), read: (answer) => logsTail(answer, given) };
}

function logsTail(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const rows = Array.isArray(body) && answer.status === 200 ? body : undefined;
  const noDatabase = typeof body === 'object' && body !== null && 'error' in body && body.error === 'log database unavailable';
  if (rows === undefined && !noDatabase) return undefined;
  return { name: `logs ${name}`, kind: 'logs-tail', url: address, message: messageForm(rows?.[0]) };
}

/** How messages are written, judged by one of them. */
function messageForm(row: unknown): 'logfmt' | 'json' | 'text' {
  const message = typeof row === 'object' && row !== null && 'message' in row ? String(row.message) : '';
  if (/^\{.*\}$/s.test(message)) return 'json';
  return /(?:^|\s)(?:ts|level|msg|service)=\S/.test(message) ? 'logfmt' : 'text';
}

function prometheus(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const data = typeof body === 'object' && body !== null && 'status' in body && body.status === 'success' && 'data' in body ? body.data : undefined;
  const speaks = typeof data === 'object' && data !== null && 'resultType' in data && answer.status === 200;
  return speaks ? { name, kind: 'prometheus', url: address } : undefined;
}

/** A list of names in Jaeger's envelope; it may be empty. */
function jaeger(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const named = typeof body === 'object' && body !== null && 'data' in body && 'errors' in body && !('status' in body) ? body.data : undefined;
  const speaks = answer.status === 200 && Array.isArray(named) && named.every((service) => typeof service === 'string');
  return speaks ? { name: `traces ${name}`, kind: 'jaeger', url: address } : undefined;
}

/** The one path that only Tempo has, which answers with its own name. */
function tempo(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  return answer.status === 200 && answer.text.trim() === 'echo' ? { name: `traces ${name}`, kind: 'tempo', url: address } : undefined;
}

/** It tells of its version and of the cluster it belongs to, alone though it may be. */
function alertmanager(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const speaks = typeof body === 'object' && body !== null && 'versionInfo' in body && 'cluster' in body;
  return speaks && answer.status === 200 ? { name: `alerts ${name}`, kind: 'alertmanager', url: address } : undefined;
}

/** A list of alerts in the portal's own words, or an empty one. */
function portal(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const speaks = answer.status === 200 && Array.isArray(body) && body.every((alert) => typeof alert === 'object' && alert !== null && 'alert_id' in alert);
  return speaks ? { name: `portal ${name}`, kind: 'portal', url: address, parts: ['alerts', 'slos', 'health'] } : undefined;
}

/** An object that tells of its status, and of more than that: many a page about something else has a field of this name. */
function health(answer: HttpAnswer, { address, name }: Given): FoundEntry | undefined {
  const body = parsed(answer.text);
  const speaks = typeof body === 'object' && body !== null && 'status' in body && ('checks' in body || 'version' in body || 'uptime_seconds' in body);
  return speaks && answer.status === 200 ? { name: `health ${name}`, kind: 'health', url: address } : undefined;
}

/** `below` is the path below the address that answered; undefined where the address itself did. */
function metricsPage(answer: HttpAnswer, { address, name }: Given, below: string | undefined): FoundEntry | undefined {
  if (answer.status !== 200 || /html/i.test(answer.headers.get('content-type') ?? '') || !isExposition(answer.text)) return undefined;
  return { name: `metrics ${name}`, kind: 'scrape', targets: [{ url: below === undefined ? address : appendPath(new URL(address), below).href }] };
}

/** A comment of the format, or nothing but samples. */
function isExposition(text: string): boolean {
  const lines = text.slice(0, LOOKED_AT).split('\n').slice(0, -1).filter((row) => row.trim() !== '');
  if (lines.some((row) => /^#\s+(?:TYPE|HELP)\s+\S/.test(row))) return true;
  const samples = lines.filter((row) => !row.startsWith('#'));
  return samples.length > 0 && samples.every((row) => SAMPLE_LINE.test(row));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
