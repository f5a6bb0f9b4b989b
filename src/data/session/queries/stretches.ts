// Thinning: a span is cut into stretches of one width, aligned to the epoch so that they stand still while the span slides, and of
// each stretch the lowest and the highest sample stay. They are real samples at their own times.
import type { Interval, Micros } from '../../../lib/micros.ts';
import { extremesOf, merge, PART, see, type Extremes } from '../extremes.ts';
import { bucketOf } from '../ladder.ts';

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Width for at most `points` points, two for each stretch. Wide stretches are made of whole parts. */
export function stretchWidth(span: Interval, points: number): number {
  const stretches = Math.floor(points / 2);
  // Alignment makes one stretch more than the length of the span needs.
  const width = stretches < 3 ? EVERYTHING : Math.max(1, Math.ceil((span.to - span.from) / (stretches - 1)));
  return isMadeOfParts(width) && width < EVERYTHING ? Math.ceil(width / PART) * PART : width;
}

/** Whether rounding a width up to whole parts changes it little. */
export function isMadeOfParts(width: number): boolean {
  return width >= 2 * PART;
}

export class Stretches {
  readonly #width: number;
  readonly #found = new Map<number, Extremes>();

  constructor(width: number) {
    this.#width = width;
  }

  see(at: Micros, value: number | null): void {
    const stretch = bucketOf(at, this.#width);
    const known = this.#found.get(stretch);
    if (known === undefined) this.#found.set(stretch, extremesOf(at, value));
    else see(known, at, value);
  }

  merge(part: Extremes): void {
    const stretch = bucketOf(part.lowAt, this.#width);
    const known = this.#found.get(stretch);
    if (known === undefined) this.#found.set(stretch, { ...part });
    else merge(known, part);
  }

  /** In the order of time. A stretch without a number keeps one null: a break in the line stays a break. */
  samples(): readonly (readonly [at: Micros, value: number | null])[] {
    const stretches = [...this.#found].toSorted(([a], [b]) => a - b);
    return stretches.flatMap(([, { low, lowAt, high, highAt }]) => {
      if (lowAt === highAt && low === high) return [[lowAt, low] as const];
      return lowAt <= highAt ? [[lowAt, low] as const, [highAt, high] as const] : [[highAt, high] as const, [lowAt, low] as const];
    });
  }
}
