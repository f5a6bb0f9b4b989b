// Runs a follow source against real files and collects what it yields.
import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { followFrom } from '../../../../src/data/sources/follow/adapter.ts';
import type { FollowConfig } from '../../../../src/data/sources/follow/config.ts';
import type { Batch, Resume } from '../../../../src/data/sources/source.ts';
import { systemClock, type Clock } from '../../../../src/lib/clock.ts';
import type { Draft } from '../../../../src/model/signal.ts';
import { quickClock } from './quick-clock.ts';

export interface FollowingOptions extends Partial<Omit<FollowConfig, 'paths'>> {
  readonly resume?: Resume | undefined;
  readonly stdin?: Readable;
  readonly clock?: Clock;
}

export class Following {
  readonly drafts: Draft[] = [];
  readonly batches: Batch[] = [];
  failure: unknown;
  ended = false;
  readonly #abort = new AbortController();
  readonly #run: Promise<void>;

  constructor(paths: readonly string[], { resume, stdin, clock = quickClock, ...config }: FollowingOptions = {}) {
    const adapter = followFrom(() => stdin ?? Readable.from([]));
    const source = adapter.open({ name: 'files', kind: 'follow', paths, zone: 'UTC', ...config }, { clock, random: () => 0.5 });
    this.#run = this.#collect(source.stream({ signal: this.#abort.signal, resume }));
  }

  async #collect(batches: AsyncIterable<Batch>): Promise<void> {
    try {
      for await (const batch of batches) {
        this.batches.push(batch);
        this.drafts.push(...batch.drafts);
      }
      this.ended = true;
    } catch (error) {
      this.failure = error;
    }
  }

  get messages(): string[] {
    return this.drafts.flatMap((draft) => (draft.kind === 'log' ? [draft.message] : []));
  }

  get resume(): Resume | undefined {
    return this.batches.findLast((batch) => batch.resume !== undefined)?.resume;
  }

  of<K extends Draft['kind']>(kind: K): Extract<Draft, { kind: K }>[] {
    return this.drafts.filter((draft): draft is Extract<Draft, { kind: K }> => draft.kind === kind);
  }

  /** The messages so far, once there are this many or half a minute has passed. */
  async first(count: number): Promise<string[]> {
    await this.#until(() => this.messages.length >= count);
    return this.messages;
  }

  /** Waits until the source has looked around once. */
  up(): Promise<void> {
    return this.#until(() => this.batches.length > 0);
  }

  async #until(reached: () => boolean): Promise<void> {
    const deadline = performance.now() + 30_000;
    while (!reached() && this.failure === undefined && performance.now() < deadline) await systemClock.sleep(5);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#run;
  }

  /** Waits until this is so of what came; fails as the expectation does. */
  shows(expectation: () => void): Promise<void> {
    return vi.waitFor(expectation, { timeout: 30_000, interval: 10 });
  }

  /** Waits for the end that comes by itself. */
  finished(): Promise<void> {
    return this.#run;
  }
}
