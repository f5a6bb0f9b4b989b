// Pulls a source's batches one at a time while a manual clock stands in for its waits.
import type { Draft, SampleDraft } from '../../src/model/signal.ts';
import type { Batch, Resume, Source } from '../../src/data/sources/source.ts';
import { until } from './loopback.ts';
import type { ManualClock } from './manual-clock.ts';

export class Pull {
  readonly #batches: AsyncIterator<Batch>;
  readonly #clock: ManualClock;
  readonly #controller = new AbortController();

  constructor(source: Source, clock: ManualClock, resume?: Resume) {
    this.#clock = clock;
    this.#batches = source.stream({ signal: this.#controller.signal, resume })[Symbol.asyncIterator]();
  }

  /** The next batch; a wait of the source passes at once. Rejects with what the source throws. */
  async next(): Promise<Batch> {
    const step = this.#batches.next();
    const settled = step.then(
      () => 'settled' as const,
      () => 'settled' as const,
    );
    while ((await Promise.race([settled, this.#clock.asleep()])) !== 'settled') this.#clock.advance(await this.#clock.asleep());
    const result = await step;
    if (result.done === true) throw new Error('the source has ended');
    return result.value;
  }

  /** The error that the source throws instead of a next batch. */
  async failure(): Promise<unknown> {
    return this.next().then(
      () => {
        throw new Error('the source did not fail');
      },
      (error: unknown) => error,
    );
  }

  /** Asks for a batch, aborts once `busy` holds, and resolves with the milliseconds until the iteration has ended. */
  async end(busy: () => boolean): Promise<number> {
    const pending = this.#batches.next();
    await until(busy);
    const started = performance.now();
    this.#controller.abort();
    const result = await pending;
    if (result.done !== true) throw new Error('a batch came after the end');
    return performance.now() - started;
  }

  /** True while the source waits on the clock. */
  waits(): boolean {
    return this.#clock.sleeping > 0;
  }

  /** Ends it, whatever it is doing; for the end of a test. */
  async close(): Promise<void> {
    this.#controller.abort();
    await this.#batches.return?.();
  }
}

/** `name{label=value,…} value` of the samples, optionally of some names only. */
export function samplesOf(drafts: readonly Draft[], ...names: string[]): string[] {
  const samples = drafts.filter((draft): draft is SampleDraft => draft.kind === 'sample');
  return samples
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name, labels, value }) => `${name}{${Object.entries(labels).map(([label, text]) => `${label}=${text}`).join(',')}} ${value}`);
}

export function draftsOf<Kind extends Draft['kind']>(drafts: readonly Draft[], kind: Kind): Extract<Draft, { kind: Kind }>[] {
  return drafts.filter((draft): draft is Extract<Draft, { kind: Kind }> => draft.kind === kind);
}
