// How SLOs are shown: a mark and a style for each state, their figures as text, the one in the worst state first.
import type { Style } from '../lib/line.ts';
import type { SloFacts } from '../model/fact.ts';
import { burnRate, sloState, type SloState } from '../model/slo.ts';

interface SloLook {
  readonly mark: string;
  readonly style: Style;
  /** 0 is the worst. */
  readonly rank: number;
}

const LOOKS: Readonly<Record<SloState, SloLook>> = {
  missed: { mark: '✖', style: 'bad', rank: 0 },
  'at risk': { mark: '▲', style: 'warn', rank: 1 },
  met: { mark: '✔', style: 'good', rank: 2 },
};

export function sloLook(slo: SloFacts): SloLook {
  return LOOKS[sloState(slo)];
}

export function worstSlosFirst<T extends SloFacts>(slos: readonly T[]): readonly T[] {
  const left = ({ budget }: SloFacts): number => budget?.remainingPercent ?? 100;
  return slos.toSorted((a, b) => sloLook(a).rank - sloLook(b).rank || left(a) - left(b) || (a.name < b.name ? -1 : 1));
}

/** 0.9995 is 99.95 %: three digits behind the point at most, cut and not rounded there, so that no figure is nicer than the true one. */
export function shareWords(share: number): string {
  // The small part makes up for products such as 0.9987 * 100, which is 99.86999…
  const percent = Math.floor(share * 100_000 + 1e-6) / 1_000;
  return `${percent.toFixed(3).replace(/\.?0+$/u, '')} %`;
}

/** What is left of the budget in whole percent, rounded down; undefined where the backend tells of none. */
export function leftWords({ budget }: SloFacts): string | undefined {
  return budget === undefined ? undefined : `${Math.floor(budget.remainingPercent + 1e-6)} %`;
}

/** How many times faster than allowed the budget is spent: `1.3×`. */
export function burnWords(slo: SloFacts): string {
  const rate = burnRate(slo);
  return Number.isFinite(rate) ? `${rate.toFixed(rate < 10 ? 1 : 0)}×` : '∞×';
}

export function minuteWords(minutes: number): string {
  return minutes.toFixed(1).replace(/\.0$/u, '');
}

/** What a person types and reads: the id without its `slo:`. */
export function shortSloId(id: string): string {
  return id.length > SLO_PREFIX.length && id.startsWith(SLO_PREFIX) ? id.slice(SLO_PREFIX.length) : id;
}

const SLO_PREFIX = 'slo:';
