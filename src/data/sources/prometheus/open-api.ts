// Opens the API of a configured server: client, credentials, base address.
import type { Clock } from '../../../lib/clock.ts';
import { accessHeaders } from '../http/auth.ts';
import { baseUrl } from '../http/base-url.ts';
import { openClient } from '../http/open-client.ts';
import { PrometheusApi } from './api.ts';
import type { PrometheusConfig } from './config.ts';

export interface OpenApi {
  readonly api: PrometheusApi;
  close(): Promise<void>;
}

/** Throws SourceError where a secret or a certificate cannot be read. Sends nothing yet. */
export async function openApi(config: PrometheusConfig, clock: Clock, signal: AbortSignal): Promise<OpenApi> {
  const { url, credentials } = baseUrl(config.url);
  const headers = await accessHeaders(config, credentials, { signal });
  const client = await openClient(config, signal);
  const options = { client, base: url, headers, hostHeader: config.host, allowInsecure: config.allow_insecure, timeoutMillis: config.timeout };
  return { api: new PrometheusApi({ ...options, clock, signal }), close: () => client.close() };
}
