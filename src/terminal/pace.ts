// How often new data may be drawn. A frame that took many bytes is followed by a longer pause, so that a flood of rows costs a slow
// line no more than a trickle does, and a key's answer never waits behind frames that nobody could read.
import type { Clock } from '../lib/clock.ts';

export interface PaceOptions {
  /** Frames a second at most. */
  readonly fps: number;
  /** Bytes a second that frames of data may take in the long run; `Infinity` where the operator asked for a frame rate. */
  readonly bytesPerSecond: number;
}

/** Data is not older than this on the screen, however much each frame takes. */
const LONGEST_PAUSE_MILLIS = 1_000;

export class Pace {
  readonly #clock: Clock;
  readonly #options: PaceOptions;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #pause = 0;

  constructor(clock: Clock, options: PaceOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** True where it is time for a frame of new data. */
  due(): boolean {
    return this.#clock.monotonicMillis() - this.#drawnAt >= this.#pause;
  }

  /** A frame of so many bytes was drawn, for whatever reason. */
  drawn(bytes: number): void {
    const { fps, bytesPerSecond } = this.#options;
    this.#drawnAt = this.#clock.monotonicMillis();
    this.#pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(1_000 / fps, (bytes * 1_000) / bytesPerSecond));
  }
}
