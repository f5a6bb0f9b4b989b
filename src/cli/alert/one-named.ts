// The alert that a person means: by its id, or by its name where no other has it.
import type { AlertFacts } from '../../model/alert.ts';
import { ObsError } from '../../model/errors.ts';

/** Undefined where there is none; throws USAGE where several have the name. */
export function oneNamed<T extends AlertFacts>(alerts: readonly T[], wanted: string): T | undefined {
  const byId = alerts.find(({ id }) => id === wanted);
  if (byId !== undefined) return byId;
  const named = alerts.filter(({ name }) => name === wanted);
  const lasting = named.filter(({ state }) => state !== 'resolved');
  const [first, ...others] = lasting.length > 0 ? lasting : named;
  if (others.length === 0) return first;
  throw new ObsError('USAGE', `${others.length + 1} alerts are called "${wanted}": name one by its id, ${[first, ...others].map((alert) => alert?.id).join(' or ')}`);
}
