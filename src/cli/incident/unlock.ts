// What opens an encrypted incident file: a passphrase where it was locked with one, else a file of identities.
import { isEncrypted, lockOf } from '../../data/incident/encrypt.ts';
import type { Unlock } from '../../data/jobs/job.ts';
import { passphraseToOpen, type PassphraseOptions } from '../incident-keys.ts';

export interface UnlockOptions extends PassphraseOptions {
  /** File of age identities. */
  readonly identity?: string;
}

/** Asks at the terminal where that is what is needed. */
export async function unlockFor(file: string, options: UnlockOptions): Promise<Unlock> {
  if (!isEncrypted(file)) return {};
  if (lockOf(file) === 'passphrase') return { passphrase: await passphraseToOpen(file, options) };
  return options.identity === undefined ? {} : { identities: options.identity };
}
