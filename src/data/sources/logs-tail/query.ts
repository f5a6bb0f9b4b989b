// The parameters of an address. The passphrase is among them, so an address with its query is made only where it is sent, and
// never stored, shown or thrown.
import { redactor, type RequestHeaders, type Secret } from '../http/secret.ts';
import type { LogsTailConfig } from './config.ts';

/** True where only some of the rows are asked for: their ids then have holes that mean nothing. */
export function isFiltered(config: LogsTailConfig): boolean {
  return [config.peer, config.tx, config.block, config.correlation, config.level].some((filter) => filter !== undefined);
}

/** Parameters that both addresses take. */
export function filterQuery(config: LogsTailConfig, passphrase: Secret | undefined): URLSearchParams {
  const query = new URLSearchParams();
  const { peer, tx, block, correlation, level, db } = config;
  for (const [name, value] of Object.entries({ peer, tx, block, correlation, level, db })) {
    if (value !== undefined) query.set(name, String(value));
  }
  if (passphrase !== undefined) query.set('passphrase', passphrase.reveal());
  return query;
}

/** Blacks the secrets out of what a server says: some repeat the address and the headers they were asked with. */
export function secretsRedactor(passphrase: Secret | undefined, headers: RequestHeaders): (text: string) => string {
  const inHeaders = redactor(headers);
  if (passphrase === undefined) return inHeaders;
  const plain = passphrase.reveal();
  const spellings = [plain, encodeURIComponent(plain), new URLSearchParams({ p: plain }).toString().slice(2)];
  return (text) => spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), inHeaders(text));
}
