// The alert a request is about, as its backend knows it now.
import { ObsError } from '../../model/errors.ts';
import type { FactDraft } from '../../model/signal.ts';
import type { Backend } from './backend.ts';
import { oneNamed } from './one-named.ts';

export interface AlertAt {
  readonly backend: Backend;
  readonly alert: FactDraft<'alert'>;
}

/** Throws USAGE where no backend has it, or several do. */
export function whichAlert(all: readonly Backend[], wanted: string): AlertAt {
  const found = all.flatMap((backend) => {
    const alert = oneNamed(backend.alerts, wanted);
    return alert === undefined || alert.state === 'resolved' ? [] : [{ backend, alert }];
  });
  const [first, ...others] = found;
  if (first === undefined) throw new ObsError('USAGE', `no alert "${wanted}" is on now at ${all.map(({ name }) => `"${name}"`).join(' or ')}`);
  if (others.length === 0) return first;
  throw new ObsError('USAGE', `several backends know the alert "${wanted}": name one with --source, ${found.map(({ backend }) => `"${backend.name}"`).join(' or ')}`);
}
