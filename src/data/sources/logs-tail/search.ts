// GET /logs/search: the server's history. Answers come newest first and are cut at `limit` on the old side, so a full page may
// hide older rows; `cut` says so.
import { SourceError } from '../../../model/errors.ts';
import type { HttpClient } from '../http/client.ts';
import { statusError } from '../http/failure.ts';
import type { RequestHeaders } from '../http/secret.ts';
import { frameOf } from './frame.ts';
import { identified, type WireRow } from './row.ts';

/** The most that one answer may weigh. */
export const MOST_BYTES = 64 * 1_024 * 1_024;

export interface SearchRange {
  /** Only ids above this one. */
  readonly after?: number | undefined;
  /** Wire timestamps, both inclusive. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
}

export interface SearchPage {
  /** Rows that carry an id, in no order to rely on. */
  readonly rows: readonly WireRow[];
  /** The page was full: older rows of the range may be missing from it. */
  readonly cut: boolean;
  readonly bytes: number;
}

export interface SearchOptions {
  readonly client: HttpClient;
  readonly url: URL;
  /** For people. */
  readonly shown: string;
  /** Parameters of every request. */
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  readonly host: string | undefined;
  readonly allowInsecure: boolean;
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
}

export class Search {
  readonly #options: SearchOptions;
  #absent = false;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** One page; undefined where the server has no such path, which then holds for the whole connection. */
  async page(range: SearchRange, deadlineMillis: number): Promise<SearchPage | undefined> {
    if (this.#absent) return undefined;
    const { client, headers, host, allowInsecure, signal, shown, redact } = this.#options;
    const answer = await client.request({
      url: this.#address(range),
      headers,
      hostHeader: host,
      signal,
      deadlineMillis,
      maxBytes: MOST_BYTES,
      allowInsecure,
      accepts: () => true,
    });
    if (answer.status === 404) {
      this.#absent = true;
      return undefined;
    }
    if (answer.status < 200 || answer.status > 299) throw limitedLong(statusError(shown, { ...answer, text: redact(answer.text) }));
    const frame = frameOf(answer.text);
    if (frame.kind === 'error') throw new SourceError('SOURCE_HTTP', `${shown} answered: ${redact(frame.message)}`, { retry: true });
    if (frame.kind === 'unreadable') throw new SourceError('SOURCE_PROTOCOL', `${shown} answered something else than rows: ${frame.reason}`, { retry: true });
    return { rows: identified(frame.rows), cut: frame.rows.length >= range.limit, bytes: answer.bytes };
  }

  #address({ after, since, until, limit }: SearchRange): URL {
    const url = new URL(this.#options.url);
    const query = new URLSearchParams(this.#options.query);
    // A number that is not one is dropped by the server without a word, and the filter with it: -1 must not be sent.
    if (after !== undefined && after >= 0) query.set('after_id', String(after));
    if (since !== undefined) query.set('since', String(Math.max(0, since)));
    if (until !== undefined) query.set('until', String(Math.max(0, until)));
    query.set('limit', String(limit));
    url.search = query.toString();
    return url;
  }
}

/** These servers ban a client that comes back sooner for a minute, whatever Retry-After a proxy adds. */
export function limitedLong(error: SourceError): SourceError {
  if (error.code !== 'SOURCE_LIMITED' || (error.waitMillis ?? 0) >= 60_000) return error;
  return new SourceError(error.code, error.message, { retry: true, waitMillis: 60_000 });
}
