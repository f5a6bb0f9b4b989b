// The wait between two polls, which can be ended from elsewhere: what an operator asked for is looked at without waiting for the next.
import type { Clock } from '../../../lib/clock.ts';

export class Bell {
  #rung = false;
  #wake: () => void = () => undefined;

  /** Ends the wait that is on, or the next one. */
  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  /** Resolves after `millis`, when the bell rings, or as soon as the signal aborts. */
  async wait(clock: Clock, millis: number, signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const wake = (): void => ending.abort();
    if (this.#rung || signal.aborted) wake();
    this.#wake = wake;
    signal.addEventListener('abort', wake, { once: true });
    await clock.sleep(millis, ending.signal);
    signal.removeEventListener('abort', wake);
    this.#rung = false;
  }
}
