// Thins a series to one point in five seconds, the mean of what came in them, so that the same stretch of time is looked back at
// whatever the interval. A slower series passes as it is.
import { SECOND, type Micros } from '../../lib/micros.ts';
import type { SeriesPoint } from './events.ts';

const SLOT = 5 * SECOND;

export class Slots {
  #slot = -1;
  #at: Micros | undefined;
  #sum = 0;
  #count = 0;

  /** The slot that this point ends, if any. Points must come in order of time. */
  add({ at, value }: SeriesPoint): SeriesPoint | undefined {
    const slot = Math.floor(at / SLOT);
    const ended = slot === this.#slot || this.#at === undefined ? undefined : { at: this.#at, value: this.#sum / this.#count };
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#at = at;
      this.#sum = 0;
      this.#count = 0;
    }
    this.#sum += value;
    this.#count += 1;
    return ended;
  }
}
