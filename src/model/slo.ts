// What follows from the figures of an SLO.
import type { SloFacts } from './fact.ts';

/** Errors against errors allowed, over the window: 1 uses the budget up exactly at its end. Infinite where none are allowed. */
export function burnRate({ target, achieved }: Pick<SloFacts, 'target' | 'achieved'>): number {
  const allowed = 1 - target;
  const spent = Math.max(0, 1 - achieved);
  // Differences of figures near one lose digits: 1 - 0.999 is not 0.001.
  return spent === 0 ? 0 : Math.round((spent / allowed) * 1e6) / 1e6;
}

export type SloState = 'met' | 'at risk' | 'missed';

/** The backend's own word where it has one that we know, else what the figures say: at risk below a quarter of the budget. */
export function sloState(slo: SloFacts): SloState {
  const word = slo.status?.replaceAll('_', ' ').toLowerCase();
  if (word === 'met' || word === 'at risk' || word === 'missed') return word;
  if (slo.achieved < slo.target) return 'missed';
  return (slo.budget?.remainingPercent ?? 100) < 25 ? 'at risk' : 'met';
}
