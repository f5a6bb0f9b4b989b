// What an adapter is, as tests: every adapter's own test calls describeSource with a small harness. A member of the harness that is
// left out says that the case does not exist there (a file has no status 401).
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Batch, Resume, Source, SourceDeps } from '../../src/data/sources/source.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { SourceError } from '../../src/model/errors.ts';
import type { Draft } from '../../src/model/signal.ts';
import { PROMPT_MILLIS } from '../support/timing.ts';
import { shapeFault } from './draft-shape.ts';

/** The outside that a source reads from, fresh for each test. */
export interface Outside {
  /** A new source on it. */
  open(deps: SourceDeps): Source;
  close(): Promise<void>;
}

export interface SourceHarness<O extends Outside> {
  start(): Promise<O>;
  /** What identifies a good record, equal to what emit yields; undefined for drafts that are none. */
  keyOf(draft: Draft): string | undefined;
  /** Makes so many new good records readable; yields their keys in the order in which they must come. */
  emit(outside: O, count: number): Promise<readonly string[]>;
  /** As emit, with the bytes of records torn apart across reads. */
  readonly emitSplit?: (outside: O, count: number) => Promise<readonly string[]>;
  /** Makes one record readable that cannot be decoded. */
  readonly emitMalformed?: (outside: O) => Promise<void>;
  /** Sockets or files that are open on the source's behalf. */
  readonly connections?: (outside: O) => number;
  /** From now on every request is answered with this status, and a body that repeats what was asked, credentials and all. */
  readonly answer?: (outside: O, status: number) => void;
  /** Breaks every connection. */
  readonly reset?: (outside: O) => void;
  /** Begins to deliver without end; yields how many bytes the source has taken so far. */
  readonly flood?: (outside: O) => () => number;
  /** Most bytes taken from a source that is not asked for more; default 32 MiB. */
  readonly mostTakenBytes?: number;
  /** Whether a resume token goes on exactly after the batch it came with. */
  readonly resumes?: boolean;
  /** A secret in the configuration of `open`. */
  readonly canary?: string;
}

const DEPS: SourceDeps = { clock: systemClock, random: () => 0.5 };

export function describeSource<O extends Outside>(name: string, harness: SourceHarness<O>): void {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  async function outside(): Promise<O> {
    const started = await harness.start();
    ends.push(() => started.close());
    return started;
  }

  function reading(on: O, resume?: Resume): Reader {
    const reader = new Reader(on.open(DEPS), harness.keyOf, resume);
    ends.push(() => reader.stop());
    return reader;
  }

  describe(`${name} as a source`, () => {
    it('yields every record once, in order, in the shape of the model', async () => {
      const on = await outside();
      const before = await harness.emit(on, 5);
      const reader = reading(on);
      await reader.until(before.length);
      await reader.untilLive();
      const after = await harness.emit(on, 20);
      await reader.until(before.length + after.length);
      expect(reader.keys).toEqual([...before, ...after]);
      expect(reader.drafts.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
    });

    it('ends soon when aborted in the middle of a read, and leaves nothing open', async () => {
      const on = await outside();
      const before = activeResources();
      const reader = reading(on);
      await harness.emit(on, 1);
      await reader.until(1);
      await reader.untilLive();
      const ended = reader.next();
      const started = performance.now();
      reader.abort();
      await expect(ended).resolves.toBe('done');
      expect(performance.now() - started).toBeLessThan(PROMPT_MILLIS);
      await within(PROMPT_MILLIS, () => (harness.connections?.(on) ?? 0) === 0, 'a connection stays open');
      await within(PROMPT_MILLIS, () => activeResources() <= before, 'a timer or a handle is left');
    });

    it('closes what it has open when aborted while nobody asks it for more', async () => {
      const on = await outside();
      const reader = reading(on);
      await harness.emit(on, 1);
      await reader.until(1);
      await reader.untilLive();
      reader.abort();
      await within(PROMPT_MILLIS, () => (harness.connections?.(on) ?? 0) === 0, 'a connection stays open');
      await expect(reader.next()).resolves.toBe('done');
    });

    it('yields nothing when aborted before it begins', async () => {
      const on = await outside();
      await harness.emit(on, 1);
      const reader = reading(on);
      reader.abort();
      await expect(reader.next()).resolves.toBe('done');
      expect(reader.keys).toEqual([]);
    });

    const { emitSplit, emitMalformed, answer, reset, flood, resumes, canary } = harness;

    it.runIf(emitSplit !== undefined)('puts records together that are torn apart', async () => {
      const on = await outside();
      const reader = reading(on);
      const first = await harness.emit(on, 1);
      await reader.until(1);
      await reader.untilLive();
      const torn = (await emitSplit?.(on, 8)) ?? [];
      await reader.until(9);
      expect(reader.keys).toEqual([...first, ...torn]);
    });

    it.runIf(emitMalformed !== undefined)('rejects a record it cannot decode and reads on', async () => {
      const on = await outside();
      const reader = reading(on);
      const first = await harness.emit(on, 2);
      await reader.until(2);
      await reader.untilLive();
      await emitMalformed?.(on);
      const second = await harness.emit(on, 2);
      await reader.until(4);
      expect(reader.keys).toEqual([...first, ...second]);
      expect(reader.drafts.some(({ kind }) => kind === 'reject')).toBe(true);
      expect(reader.drafts.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
    });

    it.runIf(flood !== undefined)('stops reading when it is not asked for more, and loses nothing by it', async () => {
      const on = await outside();
      const reader = reading(on);
      await harness.emit(on, 1);
      await reader.until(1);
      await reader.untilLive();
      const taken = flood?.(on) ?? (() => 0);
      const most = await settled(taken);
      expect(most).toBeLessThan(harness.mostTakenBytes ?? 32 * 1_024 * 1_024);
      await reader.until(1_000);
      expect(new Set(reader.keys).size).toBe(reader.keys.length);
    });

    it.runIf(answer !== undefined).each([401, 403])('gives up for good on status %i', async (status) => {
      const on = await outside();
      answer?.(on, status);
      const error = await reading(on).failure();
      expect(error).toMatchObject({ retry: false });
    });

    it.runIf(answer !== undefined).each([
      [429, 60_000],
      [500, 0],
      [503, 0],
    ])('can be tried again after status %i, in %i ms at the soonest', async (status, leastMillis) => {
      const on = await outside();
      answer?.(on, status);
      const { retry, waitMillis = 0 } = await reading(on).failure();
      expect(retry).toBe(true);
      expect(waitMillis).toBeGreaterThanOrEqual(leastMillis);
    });

    it.runIf(reset !== undefined)('can be tried again after the connection broke, and where nothing listens', async () => {
      const on = await outside();
      const reader = reading(on);
      await harness.emit(on, 1);
      await reader.until(1);
      await reader.untilLive();
      const failing = reader.failure();
      reset?.(on);
      expect(await failing).toMatchObject({ retry: true });
      await on.close();
      expect(await reading(on).failure()).toMatchObject({ retry: true });
    });

    it.runIf(resumes === true)('goes on after a lost connection without losing or repeating a record', async () => {
      const on = await outside();
      const reader = reading(on);
      const first = await harness.emit(on, 10);
      await reader.until(10);
      await reader.untilLive();
      await reader.stop();
      const missed = await harness.emit(on, 10);
      const again = reading(on, reader.resume);
      await again.until(10);
      await again.untilLive();
      const live = await harness.emit(on, 5);
      await again.until(15);
      expect([...reader.keys, ...again.keys]).toEqual([...first, ...missed, ...live]);
    });

    it.runIf(canary !== undefined && answer !== undefined)('keeps its secrets out of errors and inspection', async () => {
      const on = await outside();
      const source = on.open(DEPS);
      const texts = [inspect(source, { depth: 9, showHidden: true })];
      for (const status of [302, 400, 401, 403, 404, 429, 500]) {
        answer?.(on, status);
        texts.push(told(await reading(on).failure()));
      }
      await on.close();
      texts.push(told(await reading(on).failure()));
      for (const text of texts) expect(text).not.toContain(canary);
    });
  });
}

/** Pulls a stream one batch at a time, only when asked to. */
class Reader {
  readonly drafts: Draft[] = [];
  readonly keys: string[] = [];
  resume: Resume | undefined;
  #live = false;
  readonly #stop = new AbortController();
  readonly #keyOf: (draft: Draft) => string | undefined;
  readonly #batches: AsyncIterator<Batch>;

  constructor(source: Source, keyOf: (draft: Draft) => string | undefined, resume: Resume | undefined) {
    this.#keyOf = keyOf;
    this.resume = resume;
    this.#batches = source.stream({ signal: this.#stop.signal, resume })[Symbol.asyncIterator]();
  }

  /** Pulls one batch. */
  async next(): Promise<'batch' | 'done'> {
    const step = await this.#batches.next();
    if (step.done === true) return 'done';
    const { drafts, resume, live } = step.value;
    this.#live ||= live !== false;
    this.resume = resume ?? this.resume;
    this.drafts.push(...drafts);
    for (const draft of drafts) {
      const key = this.#keyOf(draft);
      if (key !== undefined) this.keys.push(key);
    }
    return 'batch';
  }

  /** Pulls until so many good records have come. */
  async until(count: number): Promise<void> {
    while (this.keys.length < count) {
      if ((await this.next()) === 'done') throw new Error(`the stream ended after ${this.keys.length} of ${count} records`);
    }
  }

  /** Pulls until the source says that it is up: history and what was missed may come before. */
  async untilLive(): Promise<void> {
    while (!this.#live) {
      if ((await this.next()) === 'done') throw new Error('the stream ended before it was live');
    }
  }

  /** Pulls until the stream fails; it must not end in another way. */
  async failure(): Promise<SourceError> {
    try {
      while ((await this.next()) === 'batch');
    } catch (error) {
      if (error instanceof SourceError) return error;
      throw new Error('the stream failed with something else than a SourceError', { cause: error });
    }
    throw new Error('the stream ended without a failure');
  }

  abort(): void {
    this.#stop.abort();
  }

  async stop(): Promise<void> {
    this.abort();
    await this.#batches.return?.();
  }
}

function told(error: SourceError): string {
  return `${error.message} ${String(error.stack)} ${inspect(error, { depth: 9, showHidden: true })}`;
}

/** Waits until a count no longer grows. */
async function settled(count: () => number): Promise<number> {
  for (let last = -1; ; ) {
    const now = count();
    if (now > 0 && now === last) return now;
    last = now;
    await systemClock.sleep(150);
  }
}

async function within(millis: number, met: () => boolean, what: string): Promise<void> {
  const end = performance.now() + millis;
  while (!met()) {
    if (performance.now() > end) throw new Error(`${what} after ${millis} ms: ${process.getActiveResourcesInfo().join(', ')}`);
    await systemClock.sleep(5);
  }
}

/** Sockets, files and watches of this process; timers are counted too, those of the test runner among them. */
function activeResources(): number {
  return process.getActiveResourcesInfo().filter((kind) => /Timeout|TCP|TLS|Pipe|FS|Process/.test(kind)).length;
}
