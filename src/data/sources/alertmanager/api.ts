// The HTTP API v2 of Alertmanager: the lists that are read, and the silences that are made and ended.
import { SourceError } from '../../../model/errors.ts';
import { accessHeaders } from '../http/auth.ts';
import { appendPath, baseUrl, shownUrl } from '../http/base-url.ts';
import type { HttpAnswer } from '../http/client.ts';
import { openClient } from '../http/open-client.ts';
import { redactor } from '../http/secret.ts';
import type { AlertmanagerConfig } from './config.ts';

const MOST_BYTES = 32 * 1_024 * 1_024;

export interface WholeList {
  readonly records: readonly unknown[];
  readonly bytes: number;
}

export interface AlertmanagerApi {
  /** Throws SourceError where it cannot be asked, or answers no list. */
  list(what: 'alerts' | 'silences'): Promise<WholeList>;
  /** The answer whatever its status, its text free of secrets. Throws SourceError where no answer came. */
  post(silence: object): Promise<HttpAnswer>;
  expire(silence: string): Promise<HttpAnswer>;
  /** One silence; status 404 where there is none. */
  silence(id: string): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Throws SourceError where a secret or a certificate cannot be read. Sends nothing yet. */
export async function openAlertmanager(config: AlertmanagerConfig, signal: AbortSignal): Promise<AlertmanagerApi> {
  const { url: base, credentials } = baseUrl(config.url);
  const access = await accessHeaders(config, credentials, { signal });
  const client = await openClient(config, signal);
  const redact = redactor(access);
  const rest = { hostHeader: config.host, allowInsecure: config.allow_insecure, signal, deadlineMillis: config.timeout, maxBytes: MOST_BYTES };
  const headers = { accept: 'application/json', ...access };
  const at = (path: string): URL => appendPath(base, `api/v2/${path}`);
  const whatever = async (request: { url: URL; method: 'GET' | 'POST' | 'DELETE'; body?: string }): Promise<HttpAnswer> => {
    const type = request.body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await client.request({ ...rest, ...request, headers: { ...headers, ...type }, accepts: () => true });
    return { ...answer, text: redact(answer.text) };
  };
  return {
    list: async (what) => {
      const answer = await client.request({ ...rest, url: at(what), headers });
      return { records: listIn(answer.text, shownUrl(at(what))), bytes: answer.bytes };
    },
    post: (silence) => whatever({ url: at('silences'), method: 'POST', body: JSON.stringify(silence) }),
    expire: (id) => whatever({ url: at(`silence/${encodeURIComponent(id)}`), method: 'DELETE' }),
    silence: (id) => whatever({ url: at(`silence/${encodeURIComponent(id)}`), method: 'GET' }),
    close: () => client.close(),
  };
}

function listIn(text: string, shown: string): readonly unknown[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Half an answer and a page of a proxy are alike: not a list.
    body = undefined;
  }
  if (Array.isArray(body)) return body;
  throw new SourceError('SOURCE_PROTOCOL', `${shown} answered no list, not as Alertmanager does: perhaps a login page, or a path prefix is missing`, { retry: true });
}
