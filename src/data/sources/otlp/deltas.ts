// Sums that tell only what was added since the point before, made into sums since we began, which is what rates are computed from.
// A point that is not newer than the one before it was told already, or comes too late: it adds nothing.
import type { Micros } from '../../../lib/micros.ts';

const MOST_SERIES = 50_000;

interface Sum {
  at: Micros;
  total: number;
}

export class Deltas {
  readonly #sums = new Map<string, Sum>();

  /** The sum so far; undefined where the point adds nothing; 'full' where there are too many series to remember one more. */
  add(series: string, at: Micros, value: number): number | 'full' | undefined {
    const known = this.#sums.get(series);
    if (known === undefined) {
      if (this.#sums.size >= MOST_SERIES) return 'full';
      this.#sums.set(series, { at, total: value });
      return value;
    }
    if (at <= known.at) return undefined;
    known.at = at;
    known.total += value;
    return known.total;
  }
}

/** What tells one series from another. */
export function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  return JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
