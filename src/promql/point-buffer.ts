// The points of one series in rising time, as a ring over typed arrays: 17 bytes a point instead of an object.
import type { Micros } from '../lib/micros.ts';
import type { RawPoint } from './reader.ts';

const FIRST_CAPACITY = 16;

export class PointBuffer {
  #times = new Float64Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #stale = new Uint8Array(FIRST_CAPACITY);
  #start = 0;
  #length = 0;
  #last: Micros | undefined;

  get length(): number {
    return this.#length;
  }

  /** Time of the newest point ever added, also when it was dropped since. */
  get last(): Micros | undefined {
    return this.#last;
  }

  /** Adds a point later than `last`. */
  push(at: Micros, value: number, stale: boolean): void {
    if (this.#length === this.#times.length) this.#grow();
    const slot = this.#slot(this.#length);
    this.#times[slot] = at;
    this.#values[slot] = value;
    this.#stale[slot] = stale ? 1 : 0;
    this.#length += 1;
    this.#last = at;
  }

  /** Forgets the points before `at`, and the oldest ones beyond `most`. */
  trim(at: number, most: number): void {
    const old = this.#countBefore(at);
    const dropped = Math.max(old, this.#length - most);
    this.#start = this.#slot(dropped);
    this.#length -= dropped;
  }

  /** The points in `from <= at <= to`, oldest first. */
  between(from: Micros, to: Micros, asMicros: (time: number) => Micros): readonly RawPoint[] {
    const end = this.#countBefore(to + 1);
    const points: RawPoint[] = [];
    for (let index = this.#countBefore(from); index < end; index += 1) {
      const slot = this.#slot(index);
      const at = asMicros(this.#times[slot] ?? 0);
      const value = this.#values[slot] ?? NaN;
      points.push(this.#stale[slot] === 1 ? { at, value, stale: true } : { at, value });
    }
    return points;
  }

  #slot(index: number): number {
    return (this.#start + index) % this.#times.length;
  }

  #countBefore(at: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[this.#slot(middle)] ?? Infinity) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const [times, values, stale] = [this.#times, this.#values, this.#stale];
    const capacity = times.length * 2;
    const slots = Array.from({ length: this.#length }, (_, index) => this.#slot(index));
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
    this.#stale = new Uint8Array(capacity);
    for (const [index, slot] of slots.entries()) {
      this.#times[index] = times[slot] ?? 0;
      this.#values[index] = values[slot] ?? NaN;
      this.#stale[index] = stale[slot] ?? 0;
    }
    this.#start = 0;
  }
}
