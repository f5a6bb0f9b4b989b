// Which share of the log lines is trouble, noise, or the ordinary day, and the chances of errands that yield these shares: errands
// differ in length, so the two are not the same. The generator draws by the chances, log_lines_total counts by the shares.
import { NOISE, ORDINARY, TROUBLE, type Kind, type Service } from './kinds.ts';
import type { WireLevel } from './row.ts';

/** Of all lines, where the story's trouble has height 1. */
const TROUBLE_SHARE = 0.09;
/** Of all lines, at any time. */
const NOISE_SHARE = 0.012;

export interface Odds {
  readonly trouble: number;
  readonly noise: number;
}

/** The chances that the next errand is trouble or noise, at a height of the story's trouble. */
export function odds(height: number): Odds {
  const share = TROUBLE_SHARE * height;
  const trouble = share / linesOf(TROUBLE);
  const noise = NOISE_SHARE / linesOf(NOISE);
  const all = trouble + noise + (1 - share - NOISE_SHARE) / linesOf(ORDINARY);
  return { trouble: trouble / all, noise: noise / all };
}

/** The share of all lines that a service writes at a level: `quiet`, and what each unit of the trouble's height adds to it. */
export function lineShare(service: Service, level: WireLevel): { readonly quiet: number; readonly perHeight: number } {
  const of = (kinds: readonly Kind[]): number => linesOf(kinds, service, level) / linesOf(kinds);
  return {
    quiet: (1 - NOISE_SHARE) * of(ORDINARY) + NOISE_SHARE * of(NOISE),
    perHeight: TROUBLE_SHARE * (of(TROUBLE) - of(ORDINARY)),
  };
}

/** Lines of an errand on average: all, or those of one service at one level. */
function linesOf(kinds: readonly Kind[], service?: Service, level?: WireLevel): number {
  const counts = kinds.map(({ weight, steps }) => weight * steps.filter((step) => (service ?? step.service) === step.service && (level ?? step.level) === step.level).length);
  return sum(counts) / sum(kinds.map(({ weight }) => weight));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
