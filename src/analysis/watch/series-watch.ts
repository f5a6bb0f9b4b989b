// One series under watch: tells changes that a person would name, each once. A gradual change of a series with a threshold is told by
// its shape, since what counts is whether it gets there; that of any other by how far it is from what the recent past lets expect.
import { MINUTE } from '../../lib/micros.ts';
import type { SeriesPoint, SeriesEvent } from './events.ts';
import { Baseline, type Expectation } from './baseline.ts';
import { Crossing } from './crossing.ts';
import { BEYOND, Departure } from './departure.ts';
import { Slots } from './slots.ts';

/** Of the last points so many must be beyond what is expected: a single one is no change. */
const OF_LAST = 3;
const SURE = 2;
/** In deviations: on the way to what is not expected. Those that are sure lie here at least, and all of the last beyond on average. */
const NEAR = 3;
/** A point further out counts as this, so that one wild value alone makes no change. */
const MOST_EACH = 5;
/** As many in a row for a series that never moved: there is no noise to measure by. */
const SURE_STILL = 12;
/** A series that moves stands still when it has not moved for so many points, and for longer than ever before. */
const FLAT_POINTS = 24;
const FLAT_TIMES = 3;
/** A point is part of the past only after so long, and after OF_LAST more: a slow change must not teach that it is to be expected. */
const GUARD = 3 * MINUTE;
/** How far back the beginning of a change is looked for. */
const TAIL = 60;

export class SeriesWatch {
  readonly #threshold: number | undefined;
  readonly #slots = new Slots();
  readonly #baseline = new Baseline();
  readonly #crossing: Crossing | undefined;
  #last = -Infinity;
  /** Points that are not yet part of the past. */
  #young: SeriesPoint[] = [];
  #tail: SeriesPoint[] = [];
  #departure: Departure | undefined;
  /** First point of the run of equal values that ends now, its length, and what was expected when it began: the run itself becomes part of the past. */
  #run: { readonly first: SeriesPoint; readonly expected: Expectation; length: number } | undefined;
  #flat: SeriesPoint | undefined;

  constructor(threshold?: number) {
    this.#threshold = threshold;
    this.#crossing = threshold === undefined ? undefined : new Crossing(threshold);
  }

  /** Points that are no number, or not newer than the last one, say nothing. */
  add(point: SeriesPoint): readonly SeriesEvent[] {
    if (!Number.isFinite(point.value) || point.at <= this.#last) return [];
    this.#last = point.at;
    const crossed = this.#crossing?.add(point);
    const slot = this.#slots.add(point);
    return [...(slot === undefined ? [] : this.#step(slot)), ...(crossed === undefined ? [] : [crossed])];
  }

  #step(point: SeriesPoint): readonly SeriesEvent[] {
    if (this.#departure !== undefined) return this.#away(this.#departure, point);
    const expected = this.#baseline.expectation();
    const stood = expected === undefined ? [] : this.#standing(point, expected);
    this.#tail.push(point);
    if (this.#tail.length > TAIL) this.#tail.shift();
    if (expected !== undefined) {
      const opened = this.#opened(expected);
      if (opened !== undefined) {
        this.#departure = opened;
        this.#flat = undefined;
        return [...stood, ...opened.tell()];
      }
    }
    this.#grow(point);
    return stood;
  }

  #grow(point: SeriesPoint): void {
    this.#young.push(point);
    for (let [oldest] = this.#young; oldest !== undefined && this.#young.length > OF_LAST && point.at - oldest.at >= GUARD; [oldest] = this.#young) {
      this.#young.shift();
      // A line that stands still teaches nothing about its noise.
      if (this.#flat === undefined) this.#baseline.add(oldest.value);
    }
  }

  #away(departure: Departure, point: SeriesPoint): readonly SeriesEvent[] {
    const ending = departure.add(point);
    if (ending === undefined) return departure.tell();
    this.#departure = undefined;
    this.#run = undefined;
    this.#tail = [];
    this.#young = [];
    if (ending === 'settled') this.#baseline.reset(departure.level());
    // A burst that comes again and again is what is to be expected of this series.
    else for (const value of departure.burst()) this.#baseline.add(value);
    return departure.end(ending);
  }

  /** A departure, where enough of the last points are beyond what is expected, on one side. */
  #opened(expected: Expectation): Departure | undefined {
    const need = expected.still ? SURE_STILL : SURE;
    const last = this.#tail.slice(-(expected.still ? SURE_STILL : OF_LAST));
    const z = ({ value }: SeriesPoint): number => (value - expected.middle) / expected.scale;
    const newest = this.#tail.at(-1);
    if (newest === undefined || Math.abs(z(newest)) <= NEAR) return undefined;
    const side = Math.sign(z(newest));
    const points = last.filter((point) => z(point) * side > NEAR);
    const [first] = points;
    const mean = last.reduce((sum, point) => sum + Math.min(MOST_EACH, z(point) * side), 0) / last.length;
    if (points.length < need || mean < BEYOND || first === undefined) return undefined;
    const before = this.#tail.filter(({ at }) => at < first.at);
    const onset = before.findLast((point) => z(point) * side <= 1) ?? before[0] ?? first;
    return new Departure({ expected, direction: side > 0 ? 'high' : 'low', onset, points, shaped: this.#threshold !== undefined });
  }

  /** A noisy series that has stopped moving, and one that moves again. */
  #standing(point: SeriesPoint, expected: Expectation): readonly SeriesEvent[] {
    if (this.#run?.first.value === point.value) this.#run.length += 1;
    else this.#run = { first: point, expected, length: 1 };
    const { first, length, expected: before } = this.#run;
    if (this.#flat !== undefined) {
      if (length > 1 || point.value === this.#flat.value) return [];
      const from = this.#flat;
      this.#flat = undefined;
      return [{ kind: 'inflection', change: 'normal', at: point.at, from: from.value, to: point.value, over: point.at - from.at }];
    }
    if (!before.lively || length < FLAT_POINTS || length < FLAT_TIMES * before.stillest) return [];
    this.#flat = first;
    return [{ kind: 'inflection', change: 'flat', at: first.at, from: before.middle, to: first.value, over: point.at - first.at }];
  }
}
