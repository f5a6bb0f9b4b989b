// Which traces to read now: those a search tells something new of, once more those whose late spans have had time to come, and those that
// could not be read before. Bounded: the oldest are forgotten first, long after no search reaches them.
import { MILLI, shift, type Micros } from '../../../lib/micros.ts';
import type { FoundTrace } from './decode.ts';

const MOST_KNOWN = 20_000;
/** A trace that cannot be read so often is given up. */
const MOST_TRIES = 3;

export class DueTraces {
  /** What a search told last of a trace. */
  readonly #told = new Map<string, string>();
  /** When a trace is read for the last time, soonest first. */
  readonly #settling = new Map<string, Micros>();
  /** How often a trace could not be read: it is due again. */
  readonly #missed = new Map<string, number>();
  readonly #settle: number;

  constructor(settleMillis: number) {
    this.#settle = settleMillis * MILLI;
  }

  /** Ids to read: those that could not be read, those of `found` that are new or have changed, those that have settled. */
  take(found: readonly FoundTrace[], now: Micros): readonly string[] {
    const ids = new Set(this.#missed.keys());
    for (const trace of found) {
      if (this.#told.get(trace.id) === trace.told) continue;
      ids.add(trace.id);
      this.#learn(trace, now);
    }
    for (const [id, at] of this.#settling) {
      if (at > now) break;
      this.#settling.delete(id);
      ids.add(id);
    }
    return [...ids];
  }

  read(id: string): void {
    this.#missed.delete(id);
  }

  /** Notes that a trace could not be read; false where it is given up. */
  missed(id: string): boolean {
    const tries = (this.#missed.get(id) ?? 0) + 1;
    if (tries < MOST_TRIES) this.#missed.set(id, tries);
    else this.#missed.delete(id);
    return tries < MOST_TRIES;
  }

  #learn({ id, told, end }: FoundTrace, now: Micros): void {
    this.#told.delete(id);
    this.#told.set(id, told);
    this.#settling.delete(id);
    if (this.#settle > 0 && end > shift(now, -this.#settle)) this.#settling.set(id, shift(now, this.#settle));
    const [oldest] = this.#told.size > MOST_KNOWN ? this.#told.keys() : [];
    if (oldest !== undefined) this.#told.delete(oldest);
  }
}
