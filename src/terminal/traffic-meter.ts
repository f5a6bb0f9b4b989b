// What the screen costs the line: bytes and frames a second, over whole seconds.
import type { Clock } from '../lib/clock.ts';
import type { Traffic } from './screen-writer.ts';

export interface TrafficRate {
  readonly bytesPerSecond: number;
  readonly fps: number;
}

const WINDOW_MILLIS = 1_000;

export class TrafficMeter {
  readonly #clock: Clock;
  readonly #traffic: () => Traffic;
  #since: number;
  #then: Traffic;
  #rate: TrafficRate = { bytesPerSecond: 0, fps: 0 };

  constructor(clock: Clock, traffic: () => Traffic) {
    this.#clock = clock;
    this.#traffic = traffic;
    this.#since = clock.monotonicMillis();
    this.#then = traffic();
  }

  /** Of the last whole second or more; measured when it is asked for, so that it costs nothing while nobody looks. */
  rate(): TrafficRate {
    const now = this.#clock.monotonicMillis();
    const seconds = (now - this.#since) / 1_000;
    if (now - this.#since < WINDOW_MILLIS) return this.#rate;
    const { bytes, frames } = this.#traffic();
    this.#rate = { bytesPerSecond: (bytes - this.#then.bytes) / seconds, fps: (frames - this.#then.frames) / seconds };
    this.#since = now;
    this.#then = { bytes, frames };
    return this.#rate;
  }
}
