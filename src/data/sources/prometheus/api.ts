// The HTTP API of Prometheus and of what answers like it (Mimir, Thanos, VictoriaMetrics). A question the server refuses is an
// answer with its reason; a server that cannot be asked is a SourceError.
import type { Clock } from '../../../lib/clock.ts';
import { SourceError } from '../../../model/errors.ts';
import { appendPath, shownUrl } from '../http/base-url.ts';
import type { HttpAnswer, HttpClient } from '../http/client.ts';
import { statusError } from '../http/failure.ts';
import { redactor, type RequestHeaders } from '../http/secret.ts';
import { decodeAnswer, type ApiAnswer } from './answer.ts';
import { ClockSkew } from './clock-skew.ts';

const MOST_BYTES = 32 * 1_024 * 1_024;
/** The server is told the timeout itself; its own words about it are better than a closed connection. */
const GRACE_MILLIS = 1_000;
/** Statuses whose body may be the API's own word; all others are the server's or a proxy's. */
const WORDED = new Set([400, 403, 405, 422, 499, 500, 503]);

export interface ApiOptions {
  readonly client: HttpClient;
  /** With its path prefix, without user and password. */
  readonly base: URL;
  readonly headers: RequestHeaders;
  readonly hostHeader: string | undefined;
  readonly allowInsecure: boolean;
  readonly timeoutMillis: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type Parameters = Readonly<Record<string, string>>;

/** An answer and what it took. */
export type Answered = ApiAnswer & { readonly bytes: number; readonly headers: ReadonlyMap<string, string> };

export class PrometheusApi {
  readonly skew = new ClockSkew();
  readonly #options: ApiOptions;
  /** Some gateways take no POST: found out once. */
  #post = true;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** A query or query_range: sent as a form, since expressions can be longer than an address may be. */
  async ask(path: 'query' | 'query_range', parameters: Parameters): Promise<Answered> {
    const form = new URLSearchParams({ ...parameters, timeout: `${this.#options.timeoutMillis}ms` });
    if (this.#post) {
      const answer = await this.#send(path, form, 'POST');
      if (answer.status !== 405 && answer.status !== 403) return this.#read(path, answer);
      this.#post = false;
    }
    return this.#read(path, await this.#send(path, form, 'GET'));
  }

  /** Anything that is only read: metadata, label values, build information. */
  async get(path: string, parameters: Parameters = {}): Promise<Answered> {
    return this.#read(path, await this.#send(path, new URLSearchParams(parameters), 'GET'));
  }

  async #send(path: string, form: URLSearchParams, method: 'GET' | 'POST'): Promise<HttpAnswer> {
    const { client, headers, hostHeader, allowInsecure, timeoutMillis, clock, signal } = this.#options;
    const url = appendPath(this.#options.base, `api/v1/${path}`, method === 'GET' ? form : undefined);
    const type = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const sent = clock.now();
    const answer = await client.request({
      url,
      method,
      headers: { accept: 'application/json', ...type, ...headers },
      ...(method === 'POST' ? { body: form.toString() } : {}),
      hostHeader,
      allowInsecure,
      signal,
      deadlineMillis: timeoutMillis + GRACE_MILLIS,
      maxBytes: MOST_BYTES,
      accepts: (status) => (status >= 200 && status < 300) || WORDED.has(status),
    });
    this.skew.observe(answer.headers, sent, clock.now());
    return answer;
  }

  #read(path: string, answer: HttpAnswer): Answered {
    const shown = shownUrl(appendPath(this.#options.base, `api/v1/${path}`));
    const redact = redactor(this.#options.headers);
    const decoded = decodeAnswer(answer.text);
    if (answer.status === 403 || answer.status === 405 || (decoded === undefined && answer.status >= 300)) {
      throw statusError(shown, { ...answer, text: redact(answer.text) });
    }
    if (decoded === undefined) throw notTheApi(shown, answer);
    const { bytes, headers } = answer;
    if (decoded.ok) return { ...decoded, bytes, headers };
    const message = redact(decoded.message);
    // These two are states of the server and no fault of the question.
    if (decoded.errorType === 'internal' || decoded.errorType === 'unavailable') {
      throw new SourceError('SOURCE_HTTP', `${shown} answered ${answer.status}: ${message}`, { retry: true });
    }
    return { ...decoded, message, bytes, headers };
  }
}

function notTheApi(shown: string, answer: HttpAnswer): SourceError {
  const type = answer.headers.get('content-type')?.split(';', 1)[0]?.trim().slice(0, 60) || 'an unnamed type';
  const hint = /html/i.test(type) ? ': perhaps a login page, or a path prefix is missing' : '';
  const what = /json/i.test(type) ? 'JSON that is cut off or not of its API' : type;
  return new SourceError('SOURCE_PROTOCOL', `${shown} answered ${what}, not as Prometheus does${hint}`, { retry: true });
}
