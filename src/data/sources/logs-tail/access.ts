// What both requests of one connection share. Secrets are read anew for every connection, so that a rotated one is used, and are
// held only here.
import { readFile } from 'node:fs/promises';
import { accessHeaders } from '../http/auth.ts';
import { resolveSecret } from '../http/secret-ref.ts';
import type { RequestHeaders } from '../http/secret.ts';
import type { LogsTailConfig } from './config.ts';
import { shownTail } from './endpoint.ts';
import { filterQuery, secretsRedactor } from './query.ts';

export interface Access {
  readonly base: URL;
  /** For people: no query, no credential. */
  readonly shown: string;
  /** Parameters of every request, the passphrase among them. */
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  readonly host: string | undefined;
  readonly allowInsecure: boolean;
  /** PEM text of an own authority. */
  readonly ca: string | undefined;
  /** Blacks out what the server repeats of the credentials. */
  readonly redact: (text: string) => string;
}

/** Reads the secrets; throws SourceError where one cannot be had. `ca_file` must be known to be readable. */
export async function accessOf(config: LogsTailConfig, signal: AbortSignal): Promise<Access> {
  const { passphrase: reference, ca_file: caFile, host, allow_insecure: allowInsecure } = config;
  const passphrase = reference && (await resolveSecret(reference, { signal }));
  const headers = await accessHeaders(config, undefined, { signal });
  const base = new URL(config.url);
  return {
    base,
    shown: shownTail(base),
    query: filterQuery(config, passphrase),
    headers,
    host,
    allowInsecure,
    ca: caFile && (await readFile(caFile, 'utf8')),
    redact: secretsRedactor(passphrase, headers),
  };
}
