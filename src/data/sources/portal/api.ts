// The questions asked of a portal, and the two requests it takes. A portal that cannot be asked is a SourceError.
import { SourceError } from '../../../model/errors.ts';
import { accessHeaders } from '../http/auth.ts';
import { appendPath, baseUrl, shownUrl } from '../http/base-url.ts';
import type { HttpAnswer, HttpRequest } from '../http/client.ts';
import { openClient } from '../http/open-client.ts';
import type { PortalConfig } from './config.ts';

const MOST_BYTES = 64 * 1_024 * 1_024;

export interface PortalAnswer {
  readonly body: unknown;
  readonly bytes: number;
}

export interface PortalApi {
  /** Parameters that are undefined are left out. */
  get(path: string, parameters?: Readonly<Record<string, string | undefined>>): Promise<PortalAnswer>;
  /** The answer whatever its status; a lost one is a SourceError. `key` makes the portal take the same request once. */
  post(path: string, body: object, key: string): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Throws SourceError where a secret or a certificate cannot be read. Sends nothing yet. */
export async function openPortal(config: PortalConfig, signal: AbortSignal): Promise<PortalApi> {
  const { url: base, credentials } = baseUrl(config.url);
  const headers = await accessHeaders(config, credentials, { signal });
  const client = await openClient(config, signal);
  const rest = { signal, hostHeader: config.host, allowInsecure: config.allow_insecure, deadlineMillis: config.timeout, maxBytes: MOST_BYTES } satisfies Partial<HttpRequest>;
  return {
    close: () => client.close(),
    get: async (path, parameters = {}) => {
      const query = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const url = appendPath(base, `obs/${path}`, new URLSearchParams(query));
      const answer = await client.request({ ...rest, url, headers: { accept: 'application/json', ...headers } });
      return { body: bodyOf(answer.text, shownUrl(url)), bytes: answer.bytes };
    },
    post: (path, body, key) =>
      client.request({
        ...rest, url: appendPath(base, `obs/${path}`), method: 'POST', body: JSON.stringify(body), accepts: () => true,
        headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key, ...headers },
      }),
  };
}

function bodyOf(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError('SOURCE_PROTOCOL', `${shown} answered no JSON, not as a portal does`, { retry: true, cause: error });
  }
}
