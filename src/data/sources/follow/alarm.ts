// A wait that an event can cut short. An event between two waits is not lost: the next wait returns at once.
import type { Clock } from '../../../lib/clock.ts';

export class Alarm {
  #rung = false;
  #stop: AbortController | undefined;

  ring(): void {
    this.#rung = true;
    this.#stop?.abort();
  }

  /** Returns after `millis`, at the ring, or when `signal` aborts. */
  async wait(clock: Clock, millis: number, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    if (this.#rung || signal.aborted) stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#stop = stop;
    await clock.sleep(millis, stop.signal);
    signal.removeEventListener('abort', abort);
    this.#stop = undefined;
    this.#rung = false;
  }
}
