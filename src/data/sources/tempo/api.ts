// The two questions asked of a Tempo server: which traces there are, and one trace with all its spans. A server that cannot be asked is
// a SourceError.
import { SourceError } from '../../../model/errors.ts';
import { accessHeaders } from '../http/auth.ts';
import { appendPath, baseUrl, shownUrl } from '../http/base-url.ts';
import { openClient } from '../http/open-client.ts';
import { isFields } from '../decode/values.ts';
import type { TempoConfig } from './config.ts';

const MOST_BYTES = 64 * 1_024 * 1_024;

export interface TempoAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}

export interface TempoApi {
  search(parameters: Readonly<Record<string, string>>): Promise<TempoAnswer>;
  /** OTLP in JSON; undefined where the server has no such trace. */
  trace(id: string): Promise<TempoAnswer | undefined>;
  close(): Promise<void>;
}

/** Throws SourceError where a secret or a certificate cannot be read. Sends nothing yet. */
export async function openTempo(config: TempoConfig, signal: AbortSignal): Promise<TempoApi> {
  const { url: base, credentials } = baseUrl(config.url);
  const headers = await accessHeaders(config, credentials, { signal });
  const client = await openClient(config, signal);
  // Servers before 2.7 have only the older path; a newer one answers 404 there for a trace it does not have, too.
  let newer: boolean | undefined;

  async function get(path: string, parameters: Readonly<Record<string, string>> = {}, mayMiss = false): Promise<TempoAnswer | undefined> {
    const url = appendPath(base, path, new URLSearchParams(parameters));
    const { status, text, bytes } = await client.request({
      url, signal, headers: { accept: 'application/json', ...headers }, hostHeader: config.host, allowInsecure: config.allow_insecure,
      deadlineMillis: config.timeout, maxBytes: MOST_BYTES,
      ...(mayMiss ? { accepts: (given: number) => (given >= 200 && given < 300) || given === 404 } : {}),
    });
    return status === 404 ? undefined : { body: bodyOf(text, shownUrl(url)), bytes };
  }

  return {
    search: async (parameters) => (await get('api/search', parameters)) ?? { body: {}, bytes: 0 },
    trace: async (id) => {
      const answer = newer === false ? undefined : await get(`api/v2/traces/${id}`, {}, true);
      if (answer !== undefined) {
        newer = true;
        return isFields(answer.body['trace']) && Object.keys(answer.body['trace']).length > 0 ? answer : undefined;
      }
      if (newer === true) return undefined;
      const older = await get(`api/traces/${id}`, {}, true);
      if (older !== undefined) newer = false;
      return older;
    },
    close: () => client.close(),
  };
}

function bodyOf(text: string, shown: string): TempoAnswer['body'] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new SourceError('SOURCE_PROTOCOL', `${shown} answered no JSON, not as a Tempo server does`, { retry: true, cause: error });
  }
  if (!isFields(body)) throw new SourceError('SOURCE_PROTOCOL', `${shown} answered no JSON object, not as a Tempo server does`, { retry: true });
  return body;
}
