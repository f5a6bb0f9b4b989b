// Story time as a function of real time. Measured on the monotonic clock, so a jump of the wall clock does not bend the story.
import type { Clock } from '../lib/clock.ts';

export interface VirtualClock {
  /** Microseconds after 14:20:00, whole. */
  now(): number;
  /** Stands still until `release`. */
  hold(): void;
  release(): void;
  held(): boolean;
}

/** `opensAt` is in microseconds after 14:20:00; `speed` is story seconds in a real one. */
export function virtualClock(clock: Clock, opensAt: number, speed: number): VirtualClock {
  let base = opensAt;
  let since: number | undefined = clock.monotonicMillis();
  const now = (): number => (since === undefined ? base : base + Math.floor((clock.monotonicMillis() - since) * 1_000 * speed));
  return {
    now,
    hold: () => {
      base = now();
      since = undefined;
    },
    release: () => {
      since ??= clock.monotonicMillis();
    },
    held: () => since === undefined,
  };
}
