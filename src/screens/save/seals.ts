// How the file will be sealed: what was chosen in the form, else what the configuration says.
import type { LockKind, SealOffers } from '../../model/incident.ts';
import type { SaveForm } from './state.ts';

export interface ChosenSeals {
  readonly sign: boolean;
  readonly lock: LockKind;
}

export function sealsOf(form: Pick<SaveForm, 'sign' | 'lock'>, offers: SealOffers): ChosenSeals {
  const configured = offers.recipients.length > 0 ? 'recipients' : 'none';
  return { sign: offers.key !== undefined && (form.sign ?? offers.signs), lock: form.lock ?? configured };
}

/** Open to anybody, to those of the configuration where there are any, to whoever knows a passphrase, and around. */
export function nextLock(lock: LockKind, { recipients }: SealOffers): LockKind {
  const kinds: readonly LockKind[] = recipients.length > 0 ? ['none', 'recipients', 'passphrase'] : ['none', 'passphrase'];
  return kinds[(kinds.indexOf(lock) + 1) % kinds.length] ?? 'none';
}
