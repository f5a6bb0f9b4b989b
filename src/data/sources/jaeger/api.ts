// The two questions asked of a Jaeger query server. A server that cannot be asked is a SourceError.
import { SourceError } from '../../../model/errors.ts';
import { accessHeaders } from '../http/auth.ts';
import { appendPath, baseUrl, shownUrl } from '../http/base-url.ts';
import { openClient } from '../http/open-client.ts';
import type { JaegerConfig } from './config.ts';

const MOST_BYTES = 64 * 1_024 * 1_024;

export interface JaegerAnswer {
  readonly data: unknown;
  readonly bytes: number;
}

export interface JaegerApi {
  get(path: string, parameters?: Readonly<Record<string, string>>): Promise<JaegerAnswer>;
  close(): Promise<void>;
}

/** Throws SourceError where a secret or a certificate cannot be read. Sends nothing yet. */
export async function openJaeger(config: JaegerConfig, signal: AbortSignal): Promise<JaegerApi> {
  const { url: base, credentials } = baseUrl(config.url);
  const headers = await accessHeaders(config, credentials, { signal });
  const client = await openClient(config, signal);
  return {
    close: () => client.close(),
    get: async (path, parameters = {}) => {
      const url = appendPath(base, path, new URLSearchParams(parameters));
      const answer = await client.request({
        url, signal, headers: { accept: 'application/json', ...headers }, hostHeader: config.host, allowInsecure: config.allow_insecure,
        deadlineMillis: config.timeout, maxBytes: MOST_BYTES,
      });
      return { data: dataOf(answer.text, shownUrl(url)), bytes: answer.bytes };
    },
  };
}

function dataOf(text: string, shown: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new SourceError('SOURCE_PROTOCOL', `${shown} answered no JSON, not as a Jaeger query server does`, { retry: true, cause: error });
  }
  if (typeof body !== 'object' || body === null || !('data' in body)) {
    throw new SourceError('SOURCE_PROTOCOL', `${shown} answered without "data", not as a Jaeger query server does`, { retry: true });
  }
  return body.data;
}
