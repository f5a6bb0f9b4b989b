// What was refused as a whole is recorded too, so that the operator sees which emitter is set up wrongly; each reason once in a while,
// however often it happens.
import type { Clock } from '../../../lib/clock.ts';
import type { RejectDraft } from '../../../model/signal.ts';
import type { Refusal } from './answers.ts';

const QUIET_MILLIS = 10_000;
/** Reasons name sizes and places: more of them than this are told apart no longer. */
const MOST_REASONS = 100;

export class Complaints {
  readonly #clock: Clock;
  readonly #tell: (draft: RejectDraft) => void;
  readonly #told = new Map<string, number>();

  constructor(clock: Clock, tell: (draft: RejectDraft) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Yields the refusal, for the emitter. */
  about(refusal: Refusal): Refusal {
    const now = this.#clock.monotonicMillis();
    for (const [reason, at] of this.#told) if (now - at >= QUIET_MILLIS) this.#told.delete(reason);
    if (!this.#told.has(refusal.message) && this.#told.size < MOST_REASONS) {
      this.#told.set(refusal.message, now);
      this.#tell({ kind: 'reject', at: this.#clock.now(), reason: `an export was refused: ${refusal.message}`, excerpt: '' });
    }
    return refusal;
  }
}
