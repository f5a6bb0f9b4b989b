// The one owner of wall time, monotonic time and timers. Everything else is handed a Clock, so tests decide what time it is.
import { fromMillis, type Micros } from './micros.ts';

export interface Clock {
  /** Wall time. May jump: use it to stamp, never to measure. */
  now(): Micros;
  /** Monotonic milliseconds from an arbitrary start: for durations, deadlines and backoff. */
  monotonicMillis(): number;
  /** Resolves after `millis`, or as soon as `signal` aborts: it never rejects, the caller looks at the signal. */
  sleep(millis: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => fromMillis(Date.now()),
  monotonicMillis: () => performance.now(),
  sleep: (millis, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, millis);
      signal?.addEventListener('abort', done, { once: true });
    }),
};
