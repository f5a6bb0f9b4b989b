// Keeps every draft in memory and lets a test wait for a condition on them instead of for a time.
import type { BatchSink } from '../../src/data/sources/runner.ts';
import type { Batch } from '../../src/data/sources/source.ts';
import type { Draft, GapDraft, HealthDraft, LogDraft, RejectDraft } from '../../src/model/signal.ts';

interface Waiter {
  readonly met: () => boolean;
  readonly resolve: () => void;
}

export class DraftCollector implements BatchSink {
  readonly drafts: Draft[] = [];
  readonly batches: Batch[] = [];
  #waiters: Waiter[] = [];

  accept(batch: Batch): Promise<void> {
    this.batches.push(batch);
    this.drafts.push(...batch.drafts);
    const met = this.#waiters.filter((waiter) => waiter.met());
    this.#waiters = this.#waiters.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
    return Promise.resolve();
  }

  /** Resolves as soon as the condition holds; rejects with what is there after so long. */
  until(met: () => boolean, millis = 30_000): Promise<void> {
    if (met()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never came: ${met.toString()}; ${this.#summary()}`)), millis);
      this.#waiters.push({ met, resolve: () => (clearTimeout(timer), resolve()) });
    });
  }

  get logs(): LogDraft[] {
    return this.drafts.filter((draft) => draft.kind === 'log');
  }

  get health(): HealthDraft[] {
    return this.drafts.filter((draft) => draft.kind === 'health');
  }

  get rejects(): RejectDraft[] {
    return this.drafts.filter((draft) => draft.kind === 'reject');
  }

  get gaps(): GapDraft[] {
    return this.drafts.filter((draft) => draft.kind === 'gap');
  }

  /** The newest word on every gap. */
  get lastGaps(): GapDraft[] {
    return [...new Map(this.gaps.map((gap) => [gap.gapId, gap])).values()];
  }

  #summary(): string {
    const kinds = Map.groupBy(this.drafts, ({ kind }) => kind);
    const counts = [...kinds].map(([kind, drafts]) => `${kind} ${drafts.length}`).join(', ');
    return `drafts: ${counts}; last health: ${JSON.stringify(this.health.at(-1))}`;
  }
}
