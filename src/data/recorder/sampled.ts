// Between a source and the recorder where only some of its traces are recorded. A source is answered for what it sent, not for what is
// decided of it: whatever of a batch is held, its end is told with the commit of the rest.
import type { Clock } from '../../lib/clock.ts';
import type { Sampling } from '../sources/sampling/config.ts';
import { TraceSampler } from '../sources/sampling/sampler.ts';
import type { BatchSink } from '../sources/runner.ts';
import type { Batch } from '../sources/source.ts';

const LOOK_MILLIS = 500;

export interface SampledTo extends BatchSink {
  /** Takes a batch without waiting for room: it is of our own making, and bounded. */
  take(batch: Batch): void;
}

export class SampledSink implements BatchSink {
  readonly #sampler: TraceSampler;
  readonly #to: SampledTo;
  readonly #clock: Clock;

  constructor(sampling: Sampling, to: SampledTo, clock: Clock) {
    this.#sampler = new TraceSampler(sampling);
    this.#to = to;
    this.#clock = clock;
  }

  accept(batch: Batch): Promise<void> {
    const passed = this.#sampler.take(batch.drafts, this.#clock.monotonicMillis());
    const { committed, ...rest } = { ...batch, drafts: [...passed, ...this.#counts()] };
    if (rest.drafts.length > 0 && committed !== undefined) return this.#to.accept({ ...rest, committed });
    // There is nothing to commit that an answer could wait for.
    committed?.();
    return this.#to.accept(rest);
  }

  /** Records what comes due until the signal aborts, then everything that is held. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(LOOK_MILLIS, signal);
      this.#give([...this.#sampler.due(this.#clock.monotonicMillis()), ...this.#counts()]);
    }
    this.flush();
  }

  /** Nothing more comes: decides every trace that is held. */
  flush(): void {
    this.#give([...this.#sampler.flush(), ...this.#counts(true)]);
  }

  #give(drafts: Batch['drafts']): void {
    if (drafts.length > 0) this.#to.take({ drafts, bytes: 0 });
  }

  #counts(last = false): Batch['drafts'] {
    return this.#sampler.counts(this.#clock.now(), this.#clock.monotonicMillis(), last);
  }
}
