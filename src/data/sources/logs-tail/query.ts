// The parameters of an address. The passphrase is among them, so an address with its query is made only where it is sent, and
// never stored, shown or thrown.
import type { Secret } from '../http/secret.ts';
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

/** Blacks the passphrase out of what a server says: some repeat the address they were asked for. */
export function passphraseRedactor(passphrase: Secret | undefined): (text: string) => string {
  if (passphrase === undefined) return (text) => text;
  const plain = passphrase.reveal();
  const spellings = [plain, encodeURIComponent(plain), new URLSearchParams({ p: plain }).toString().slice(2)];
  return (text) => spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), text);
}
