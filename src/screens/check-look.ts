// How the health of a system is shown: a mark, a word and a style for each state, worst first in every list.
import type { Style } from '../lib/line.ts';
import type { CheckState } from '../model/fact.ts';
import type { FactRecord } from '../model/signal.ts';

export interface CheckLook {
  readonly mark: string;
  readonly word: string;
  readonly style: Style;
  /** 0 is the worst. */
  readonly rank: number;
}

const LOOKS: Readonly<Record<CheckState, CheckLook>> = {
  failing: { mark: '✖', word: 'failing', style: 'bad', rank: 0 },
  degraded: { mark: '▲', word: 'degraded', style: 'warn', rank: 1 },
  unknown: { mark: '?', word: 'unknown', style: 'dim', rank: 2 },
  ok: { mark: '✔', word: 'ok', style: 'good', rank: 3 },
};

export function checkLook(state: CheckState): CheckLook {
  return LOOKS[state];
}

/** What a system says of itself: the whole first, then whether it lives and is ready, then its checks, the worst first. */
export function inOrder(checks: readonly FactRecord<'check'>[]): readonly FactRecord<'check'>[] {
  const part = { overall: 0, live: 1, ready: 2, check: 3 };
  return checks.toSorted((a, b) => part[a.part] - part[b.part] || (a.part === 'check' ? LOOKS[a.state].rank - LOOKS[b.state].rank : 0) || (a.name < b.name ? -1 : 1));
}
