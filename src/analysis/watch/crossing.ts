// Tells once when a series passes its threshold for good, and once when it comes back: what trembles around it is one event.
import { shift, type Micros } from '../../lib/micros.ts';
import type { InflectionSeen, SeriesPoint } from './events.ts';

/** Points on the other side that make a crossing sure. */
const SURE = 2;
/** How far below the threshold a series must come to be back, as a part of it. */
const HYSTERESIS = 0.02;

export class Crossing {
  readonly #threshold: number;
  #above: boolean | undefined;
  /** The last point on its side, and the first one beyond the threshold since. */
  #before: SeriesPoint | undefined;
  #first: SeriesPoint | undefined;
  /** Points in a row that are far enough on the other side. */
  #run = 0;

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  add(point: SeriesPoint): InflectionSeen | undefined {
    const over = point.value > this.#threshold;
    this.#above ??= over;
    if (over === this.#above) {
      this.#before = point;
      this.#first = undefined;
      this.#run = 0;
      return undefined;
    }
    this.#first ??= point;
    const back = this.#above && point.value > this.#threshold - HYSTERESIS * Math.abs(this.#threshold);
    this.#run = back ? 0 : this.#run + 1;
    return this.#run < SURE ? undefined : this.#crossed(this.#before ?? this.#first, this.#first, point);
  }

  #crossed(before: SeriesPoint, first: SeriesPoint, sure: SeriesPoint): InflectionSeen {
    this.#above = this.#above === false;
    this.#before = sure;
    this.#first = undefined;
    this.#run = 0;
    const at = this.#momentBetween(before, first);
    return { kind: 'inflection', change: this.#above ? 'crosses' : 'recovers', at, from: before.value, to: sure.value, over: sure.at - at, threshold: this.#threshold };
  }

  /** Where the line through both points meets the threshold. */
  #momentBetween(before: SeriesPoint, first: SeriesPoint): Micros {
    const part = first.value === before.value ? 0 : (this.#threshold - before.value) / (first.value - before.value);
    return shift(before.at, Math.max(0, Math.min(1, part)) * (first.at - before.at));
  }
}
