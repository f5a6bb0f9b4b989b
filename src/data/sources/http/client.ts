// The HTTP client of all sources: one exchange under a total deadline and a body cap, redirects not followed, credentials kept
// off the open network. Invariant: every failure leaves as a SourceError, and closing the client closes its sockets.
import { Agent } from 'undici';
import { SourceError } from '../../../model/errors.ts';
import { isPrivateTransport, shownUrl } from './base-url.ts';
import { readBody } from './body.ts';
import { statusError, transferError } from './failure.ts';
import { redactor, Secret, type RequestHeaders } from './secret.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: RequestHeaders;
  /** Sent as Host instead of the one in the address. */
  readonly hostHeader?: string | undefined;
  readonly body?: string;
  /** Aborting closes the socket; the request then fails with SOURCE_CLOSED. */
  readonly signal: AbortSignal;
  /** For everything: connection, headers, body, decompression. */
  readonly deadlineMillis: number;
  /** Most bytes of the body, compressed and decompressed. */
  readonly maxBytes: number;
  /** Send credentials over plain http to another machine. */
  readonly allowInsecure?: boolean;
  /** Statuses that are an answer and no failure; 200 to 299 when absent. */
  readonly accepts?: (status: number) => boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; the first value where one came twice. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  /** Bytes of the body as they came over the wire. */
  readonly bytes: number;
}

export interface HttpClient {
  request(options: HttpRequest): Promise<HttpAnswer>;
  /** Closes every socket at once, also those in use. */
  close(): Promise<void>;
}

export interface ClientOptions {
  /** PEM text of an own authority; the system's when absent. */
  readonly ca?: string | undefined;
  /** Aborting closes the client, also while nobody waits for an answer. */
  readonly signal?: AbortSignal;
}

export function httpClient(options: ClientOptions = {}): HttpClient {
  const agent = new Agent({
    // The deadline of a request rules alone: idle timers would end a slow but living answer, and never a trickling one.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    connect: { rejectUnauthorized: true, ...(options.ca === undefined ? {} : { ca: options.ca }) },
  });
  const abandon = (): void => void agent.destroy();
  const close = (): Promise<void> => {
    options.signal?.removeEventListener('abort', abandon);
    return agent.destroy();
  };
  options.signal?.addEventListener('abort', abandon, { once: true });
  return { request: (request) => exchange(agent, request), close };
}

/** One exchange on a connection of its own, closed afterwards. */
export async function request(options: HttpRequest): Promise<HttpAnswer> {
  const client = httpClient();
  try {
    return await client.request(options);
  } finally {
    await client.close();
  }
}

async function exchange(agent: Agent, options: HttpRequest): Promise<HttpAnswer> {
  const shown = shownUrl(options.url);
  const headers = options.headers ?? {};
  refuseOpenCredentials(options, headers);
  const ender = new AbortController();
  const stop = (): void => ender.abort();
  const deadline = AbortSignal.timeout(options.deadlineMillis);
  if (options.signal.aborted) stop();
  options.signal.addEventListener('abort', stop, { once: true });
  deadline.addEventListener('abort', stop, { once: true });
  try {
    return await transfer(agent, options, ender.signal, shown);
  } catch (error) {
    if (options.signal.aborted) throw new SourceError('SOURCE_CLOSED', `${shown} was given up`, { retry: false });
    throw transferError(shown, deadline.aborted ? { code: 'DEADLINE' } : error, options.deadlineMillis);
  } finally {
    options.signal.removeEventListener('abort', stop);
    deadline.removeEventListener('abort', stop);
  }
}

async function transfer(agent: Agent, options: HttpRequest, signal: AbortSignal, shown: string): Promise<HttpAnswer> {
  const { url, method = 'GET', body } = options;
  const response = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: wireHeaders(options),
    signal,
    ...(body === undefined ? {} : { body }),
  });
  const headers = answerHeaders(response.headers);
  const encoding = headers.get('content-encoding') ?? '';
  const { text, bytes } = await readBody(response.body, encoding, shown, options.maxBytes);
  if (signal.aborted) throw new SourceError('SOURCE_CLOSED', `${shown} was given up`, { retry: true });
  const answer = { status: response.statusCode, headers, text, bytes };
  const accepts = options.accepts ?? ((status: number) => status >= 200 && status < 300);
  if (accepts(answer.status)) return answer;
  throw statusError(shown, { ...answer, text: redactor(options.headers ?? {})(text) });
}

function refuseOpenCredentials(options: HttpRequest, headers: RequestHeaders): void {
  const secret = Object.values(headers).some((value) => value instanceof Secret);
  if (!secret || options.allowInsecure === true || isPrivateTransport(options.url)) return;
  const message = `credentials are not sent unencrypted to ${options.url.host}: use https, or set allow_insecure: true`;
  throw new SourceError('CONFIG', message, { retry: false });
}

function wireHeaders(options: HttpRequest): Record<string, string> {
  const sent: Record<string, string> = { 'accept-encoding': 'gzip', 'user-agent': 'obs-tui' };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    sent[name] = value instanceof Secret ? value.reveal() : value;
  }
  if (options.hostHeader !== undefined) sent['host'] = options.hostHeader;
  return sent;
}

function answerHeaders(raw: Readonly<Record<string, string | readonly string[] | undefined>>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(raw)) {
    const first = typeof value === 'string' ? value : value?.[0];
    if (first !== undefined) headers.set(name.toLowerCase(), first);
  }
  return headers;
}
