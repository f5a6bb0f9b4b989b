// What opens an encrypted incident file: a passphrase where it was locked with one, else a file of identities.
import { isEncrypted, lockOf } from '../../data/incident/encrypt.ts';
import type { Unlock } from '../../data/jobs/job.ts';
import { givenPassphrase, passphraseToOpen, type PassphraseOptions } from '../incident-keys.ts';

export interface UnlockOptions extends PassphraseOptions {
  /** File of age identities. */
  readonly identity?: string;
}

/** Asks at the terminal where that is what is needed. */
export async function unlockFor(file: string, options: UnlockOptions): Promise<Unlock> {
  const isAsked = isEncrypted(file) && lockOf(file) === 'passphrase';
  return isAsked ? { passphrase: await passphraseToOpen(file, options) } : unlockGiven(file, options);
}

/** What was given, without a question; nothing where that is nothing. */
export function unlockGiven(file: string, options: UnlockOptions = {}): Unlock {
  if (!isEncrypted(file)) return {};
  const passphrase = lockOf(file) === 'passphrase' ? givenPassphrase(options) : undefined;
  return { ...(passphrase === undefined ? {} : { passphrase }), ...(options.identity === undefined ? {} : { identities: options.identity }) };
}
