import { describe, expect, it } from 'vitest';
import { runSource, type BatchSink } from '../../../src/data/sources/runner.ts';
import type { Batch, Resume, Source, StreamOptions } from '../../../src/data/sources/source.ts';
import { micros } from '../../../src/lib/micros.ts';
import { SourceError } from '../../../src/model/errors.ts';
import type { HealthDraft } from '../../../src/model/signal.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** One connection as the test wants it: yields batches, then ends or throws. */
type Connection = (options: StreamOptions) => AsyncIterable<Batch>;

function sourceOf(...connections: Connection[]): Source & { readonly resumes: (Resume | undefined)[] } {
  const resumes: (Resume | undefined)[] = [];
  return {
    resumes,
    stream(options) {
      resumes.push(options.resume);
      const connection = connections[resumes.length - 1];
      if (connection === undefined) throw new Error('more connections than scripted');
      return connection(options);
    },
  };
}

function aBatch(rowId: string, extra: Partial<Batch> = {}): Batch {
  return { drafts: [{ kind: 'log', at: micros(1), level: 'info', message: rowId, rowId }], bytes: 10, ...extra };
}

class Collector implements BatchSink {
  readonly batches: Batch[] = [];
  #waits: { readonly want: number; readonly resolve: () => void }[] = [];

  async accept(batch: Batch): Promise<void> {
    this.batches.push(batch);
    for (const wait of this.#waits) if (this.batches.length >= wait.want) wait.resolve();
  }

  get health(): HealthDraft[] {
    return this.batches.flatMap(({ drafts }) => drafts.filter((draft) => draft.kind === 'health'));
  }

  get rows(): (string | undefined)[] {
    return this.batches.flatMap(({ drafts }) => drafts.flatMap((draft) => (draft.kind === 'log' ? [draft.rowId] : [])));
  }
}

interface Run {
  readonly sink: Collector;
  readonly clock: ManualClock;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

function run(source: Source, sink: Collector = new Collector(), random: () => number = () => 0.5): Run {
  const clock = new ManualClock();
  const stop = new AbortController();
  const done = runSource({ source, name: 'node-1', sink, clock, random, signal: stop.signal });
  return { sink, clock, stop, done };
}

const lost = (): SourceError => new SourceError('SOURCE_CLOSED', 'the server ended the connection', { retry: true });

async function* fails(error: unknown, ...batches: Batch[]): AsyncIterable<Batch> {
  yield* batches;
  throw error;
}

async function* ends(...batches: Batch[]): AsyncIterable<Batch> {
  yield* batches;
}

async function* untilAborted({ signal }: StreamOptions): AsyncIterable<Batch> {
  yield* [];
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

describe('runSource', () => {
  it('never tries again after a refusal', async () => {
    const refusal = new SourceError('SOURCE_AUTH', 'the server does not accept the credentials (401)', { retry: false });
    const { sink, done } = run(sourceOf(() => fails(refusal)));
    await done;
    expect(sink.health.map(({ state, code }) => [state, code])).toEqual([
      ['connecting', undefined],
      ['refused', 'SOURCE_AUTH'],
    ]);
  });

  it('keeps quiet about the words of an error that is not a SourceError, and tries again', async () => {
    const leak = new TypeError('Invalid URL: ws://h/logs/tail?passphrase=SECRET');
    const { sink, clock, done } = run(sourceOf(() => fails(leak), () => ends()));
    clock.advance(await clock.asleep());
    await done;
    const bug = sink.health.find(({ state }) => state === 'retrying');
    expect(bug).toMatchObject({ code: 'BUG', attempt: 1 });
    expect(bug?.detail).toContain('TypeError');
    expect(JSON.stringify(sink.batches)).not.toContain('SECRET');
  });

  it('treats an adapter that throws before its first batch like any other failure', async () => {
    const source: Source = {
      stream: () => {
        throw lost();
      },
    };
    const { sink, clock, stop, done } = run(source);
    await clock.asleep();
    stop.abort();
    await done;
    expect(sink.health.at(-1)).toMatchObject({ state: 'retrying', code: 'SOURCE_CLOSED' });
  });

  it('says ok with the first live batch and not before', async () => {
    const { sink, done } = run(sourceOf(() => ends(aBatch('old', { live: false }), aBatch('new'), aBatch('newer'))));
    await done;
    const order = sink.batches.flatMap(({ drafts }) => drafts.map((draft) => (draft.kind === 'health' ? draft.state : draft.kind)));
    expect(order).toEqual(['connecting', 'log', 'ok', 'log', 'log', 'ended']);
  });

  it('tells of a lost connection at once, with the number and time of the next try', async () => {
    const { sink, clock, stop, done } = run(sourceOf(() => fails(lost(), aBatch('a'))));
    const wait = await clock.asleep();
    const told = sink.health.at(-1);
    expect(told).toMatchObject({ state: 'retrying', code: 'SOURCE_CLOSED', attempt: 1, retryAt: clock.now() + wait * 1_000 });
    expect(told?.at).toBe(clock.now());
    stop.abort();
    await done;
  });

  it('hands back the newest resume of an accepted batch', async () => {
    const source = sourceOf(
      () => fails(lost(), aBatch('a', { resume: { id: 1 } }), aBatch('b', { resume: { id: 2 } }), aBatch('c')),
      () => fails(lost()),
      () => ends(aBatch('d')),
    );
    const { sink, clock, done } = run(source);
    clock.advance(await clock.asleep());
    await Promise.resolve();
    clock.advance(await clock.asleep());
    await done;
    expect(source.resumes).toEqual([undefined, { id: 2 }, { id: 2 }]);
    expect(sink.rows).toEqual(['a', 'b', 'c', 'd']);
  });

  it('waits longer with every failed try, up to half a minute', async () => {
    const failing = Array.from({ length: 9 }, () => () => fails(lost()));
    const { clock, stop, done } = run(sourceOf(...failing), new Collector(), () => 0.999_999);
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const wait = await clock.asleep();
      waits.push(wait);
      clock.advance(wait);
      await new Promise(setImmediate);
    }
    stop.abort();
    await done;
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('waits at least as long as the server asks', async () => {
    const limited = new SourceError('SOURCE_LIMITED', 'too many requests', { retry: true, waitMillis: 60_000 });
    const { clock, stop, done } = run(sourceOf(() => fails(limited)));
    expect(await clock.asleep()).toBe(60_000);
    stop.abort();
    await done;
  });

  it('starts from the shortest wait again after 30 s of streaming, and not before', async () => {
    const clocks: ManualClock[] = [];
    const up = (millis: number): Connection =>
      async function* connection() {
        yield aBatch('row');
        clocks[0]?.advance(millis);
        throw lost();
      };
    const { sink, clock, stop, done } = run(sourceOf(up(0), up(29_999), up(30_000), () => fails(lost())));
    clocks.push(clock);
    const attempts: (number | undefined)[] = [];
    for (let i = 0; i < 3; i += 1) {
      const wait = await clock.asleep();
      attempts.push(sink.health.at(-1)?.attempt);
      clock.advance(wait);
      await new Promise(setImmediate);
    }
    stop.abort();
    await done;
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('pulls nothing while the sink has no room', async () => {
    let pulled = 0;
    let room: () => void = () => undefined;
    class Full extends Collector {
      override async accept(batch: Batch): Promise<void> {
        await super.accept(batch);
        if (batch.bytes > 0) await new Promise<void>((resolve) => (room = resolve));
      }
    }
    async function* counted(): AsyncIterable<Batch> {
      for (;;) {
        pulled += 1;
        yield aBatch(String(pulled));
      }
    }
    const { stop, done } = run(sourceOf(counted), new Full());
    await new Promise(setImmediate);
    expect(pulled).toBe(1);
    room();
    await new Promise(setImmediate);
    expect(pulled).toBe(2);
    stop.abort();
    await done;
  });

  it('ends though the sink never finds room again', async () => {
    const stuck: BatchSink = { accept: ({ bytes }) => (bytes === 0 ? Promise.resolve() : new Promise(() => undefined)) };
    const stop = new AbortController();
    const running = runSource({
      source: sourceOf(() => ends(aBatch('a'))),
      name: 'node-1',
      sink: stuck,
      clock: new ManualClock(),
      random: () => 0,
      signal: stop.signal,
    });
    await new Promise(setImmediate);
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  });

  it('ends without a word and without waiting when aborted, in the stream and between two tries', async () => {
    const streaming = run(sourceOf(untilAborted));
    await new Promise(setImmediate);
    streaming.stop.abort();
    await streaming.done;
    expect(streaming.sink.health.map(({ state }) => state)).toEqual(['connecting']);

    const waiting = run(sourceOf(() => fails(lost())));
    await waiting.clock.asleep();
    waiting.stop.abort();
    await waiting.done;
    expect(waiting.sink.health.at(-1)?.state).toBe('retrying');
    expect(waiting.clock.sleeping).toBe(0);
  });

  it('closes the stream and passes the error on when the sink itself fails', async () => {
    let closed = false;
    async function* kept(): AsyncIterable<Batch> {
      try {
        yield aBatch('a');
        yield aBatch('b');
      } finally {
        closed = true;
      }
    }
    const broken: BatchSink = { accept: ({ bytes }) => (bytes === 0 ? Promise.resolve() : Promise.reject(new Error('no sink'))) };
    const running = runSource({
      source: sourceOf(kept),
      name: 'node-1',
      sink: broken,
      clock: new ManualClock(),
      random: () => 0,
      signal: new AbortController().signal,
    });
    await expect(running).rejects.toThrow('no sink');
    expect(closed).toBe(true);
  });
});
