// How far the server's clock is from ours, by the Date header of its answers: panels draw the server's times, so a wrong clock
// moves everything it says against the logs.
import { SECOND, type Micros } from '../../../lib/micros.ts';

/** Smaller differences are the second's resolution of the header and the way there. */
const NOTABLE = 5 * SECOND;
/** The figure told stays until the difference has moved this far, so that it does not flicker. */
const STEADY = 2 * SECOND;

export class ClockSkew {
  #skew = 0;
  #told = 0;

  /** The server's clock minus ours in microseconds; 0 until an answer came. */
  get micros(): number {
    return this.#skew;
  }

  /** `sent` and `received` are ours. An answer from a cache (`age`) tells the time of another day. */
  observe(headers: ReadonlyMap<string, string>, sent: Micros, received: Micros): void {
    const date = Date.parse(headers.get('date') ?? '') * 1_000;
    if (!Number.isFinite(date) || headers.has('age')) return;
    this.#skew = Math.round(date + SECOND / 2 - (sent + received) / 2);
    if (Math.abs(this.#skew - this.#told) >= STEADY) this.#told = this.#skew;
  }

  /** In words where it is worth telling. */
  condition(): string | undefined {
    if (Math.abs(this.#skew) <= NOTABLE) return undefined;
    const seconds = Math.round(Math.abs(this.#told) / SECOND);
    return `clock of the server is ${seconds} s ${this.#told > 0 ? 'ahead' : 'behind'}`;
  }
}
