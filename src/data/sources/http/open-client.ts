import { readFile } from 'node:fs/promises';
import { SourceError } from '../../../model/errors.ts';
import type { AccessConfig } from './auth.ts';
import { httpClient, type HttpClient } from './client.ts';

/** A client that trusts what the configuration says and closes with the signal, if any; throws SourceError SOURCE_FILE where `ca_file` cannot be read. */
export async function openClient(config: Pick<AccessConfig, 'ca_file'>, signal?: AbortSignal): Promise<HttpClient> {
  const ending = signal === undefined ? {} : { signal };
  if (config.ca_file === undefined) return httpClient(ending);
  let ca: string;
  try {
    ca = await readFile(config.ca_file, 'utf8');
  } catch (cause) {
    throw new SourceError('SOURCE_FILE', `the certificate file ${config.ca_file} cannot be read`, { retry: false, cause });
  }
  if (!ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new SourceError('SOURCE_FILE', `the certificate file ${config.ca_file} holds no PEM certificate`, { retry: false });
  }
  return httpClient({ ca, ...ending });
}
