// A clock that stands still until the test moves it, so that a wait of thirty seconds costs none.
import type { Clock } from '../../src/lib/clock.ts';
import { micros, type Micros } from '../../src/lib/micros.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

export class ManualClock implements Clock {
  #millis = 0;
  #start: number;
  #sleepers: Sleeper[] = [];
  #watchers: (() => void)[] = [];

  constructor(start = 1_763_735_460_000_000) {
    this.#start = start;
  }

  now(): Micros {
    return micros(this.#start + this.#millis * 1_000);
  }

  monotonicMillis(): number {
    return this.#millis;
  }

  sleep(millis: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const sleeper: Sleeper = {
        due: this.#millis + millis,
        wake: () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.#sleepers.push(sleeper);
      for (const tell of this.#watchers.splice(0)) tell();
    });
  }

  /** Resolves once somebody sleeps; yields how long until the first of them wakes, in milliseconds. */
  async asleep(): Promise<number> {
    if (this.#sleepers.length === 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
    return Math.min(...this.#sleepers.map((sleeper) => sleeper.due)) - this.#millis;
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Puts the wall clock forward or back, as its daemon does; no time passes. */
  step(seconds: number): void {
    this.#start += seconds * 1_000_000;
  }

  advance(millis: number): void {
    this.#millis += millis;
    for (const sleeper of this.#sleepers.filter(({ due }) => due <= this.#millis)) sleeper.wake();
  }
}
