// What a new incident file is signed with and encrypted for: what was asked for, else what the configuration says.
import { many } from '../../lib/format.ts';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Config } from '../../data/config/schema.ts';
import type { Seals } from '../../data/jobs/job.ts';
import { ObsError } from '../../model/errors.ts';
import type { SealOffers, SealRequest } from '../../model/incident.ts';
import { passphraseToLock } from '../incident-keys.ts';
import { appPaths } from '../paths.ts';

export interface SealOptions {
  /** A file; true for the key of the configuration, or the one that `incident key` makes; false with --no-sign. */
  readonly sign?: string | boolean;
  readonly encryptTo?: readonly string[];
  readonly passphrase?: boolean;
  /** File of the passphrase that encrypts; --passphrase-file opens the incident that is saved from. */
  readonly lockWith?: string;
  /** Not encrypted, whatever the configuration says. */
  readonly plain?: boolean;
}

export function offeredSeals({ incidents: { sign, encrypt_to: recipients } }: Pick<Config, 'incidents'>): SealOffers {
  const made = appPaths().signingKey;
  const key = sign?.replace(/^~(?=\/)/, homedir()) ?? (existsSync(made) ? made : undefined);
  return { ...(key === undefined ? {} : { key }), signs: sign !== undefined, recipients };
}

/** Asks for a passphrase where one is wanted and none was given. */
export async function sealsFor(options: SealOptions, offers: SealOffers): Promise<Seals> {
  const signer = signerFor(options.sign, offers);
  return { ...(signer === undefined ? {} : { signer }), ...(await lockFor(options, offers)) };
}

function signerFor(asked: SealOptions['sign'], { key, signs }: SealOffers): string | undefined {
  if (typeof asked === 'string') return asked;
  if (asked === true && key === undefined) throw new ObsError('KEY_FILE', 'there is no key to sign with: `obs-tui incident key` makes one');
  return asked ?? signs ? key : undefined;
}

async function lockFor({ encryptTo, passphrase, lockWith, plain }: SealOptions, { recipients }: SealOffers): Promise<Omit<Seals, 'signer'>> {
  if (plain === true) return {};
  const named = encryptTo === undefined ? {} : { recipients: encryptTo };
  if (passphrase === true || lockWith !== undefined) return { ...named, passphrase: await passphraseToLock(lockWith === undefined ? {} : { passphraseFile: lockWith }) };
  return { recipients, ...named };
}

/** What was chosen in a form. Never less than that: a file is not written open because a key has gone meanwhile. */
export function sealsAsked({ sign, lock, passphrase }: SealRequest, { key, recipients }: SealOffers): Seals {
  if (sign && key === undefined) throw new ObsError('KEY_FILE', 'there is no key to sign with any more');
  if (lock === 'recipients' && recipients.length === 0) throw new ObsError('USAGE', 'there is nobody to encrypt for');
  if (lock === 'passphrase' && passphrase === undefined) throw new ObsError('USAGE', 'there is no passphrase to encrypt with');
  return {
    ...(sign && key !== undefined ? { signer: key } : {}),
    ...(lock === 'recipients' ? { recipients } : {}),
    ...(lock === 'passphrase' && passphrase !== undefined ? { passphrase } : {}),
  };
}

/** Said of a file that was saved. */
export function lockWords({ recipients = [], passphrase }: Seals): string {
  if (passphrase !== undefined) return 'encrypted with a passphrase';
  return recipients.length === 0 ? 'not encrypted' : `encrypted for ${many(recipients.length, 'recipient')}`;
}
