// Values that cannot be changed: whoever tries throws. What a session answers is frozen too.
import type { Session } from '../../src/model/session.ts';

export function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFrozen(inner);
  return value;
}

export function frozenAnswers(session: Session): Session {
  const methods = Object.entries(session).map(([name, method]: [string, (...args: readonly unknown[]) => unknown]) => [name, (...args: readonly unknown[]) => deepFrozen(method(...args))]);
  return Object.freeze(Object.fromEntries(methods) as Session);
}
