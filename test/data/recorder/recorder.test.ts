import { describe, expect, it, onTestFinished } from 'vitest';
import { Recorder } from '../../../src/data/recorder/recorder.ts';
import type { Batch } from '../../../src/data/sources/source.ts';
import { ObsError } from '../../../src/model/errors.ts';
import type { Draft } from '../../../src/model/signal.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryWriter } from '../../support/memory-writer.ts';
import { aHealth, aLog, aSample, at } from '../../support/session.ts';
import { aReject } from '../../support/builders.ts';

const FULL = new ObsError('SESSION_UNWRITABLE', 'no space left on device');
const SOURCE = 1;

interface Running {
  readonly clock: ManualClock;
  readonly writer: MemoryWriter;
  readonly recorder: Recorder;
  /** Codes as they were told: undefined where writing works again. */
  readonly troubles: (string | undefined)[];
  readonly heads: number[];
  /** Lets the recorder's loop wake `times` times, a tenth of a second each. */
  pass(times?: number): Promise<void>;
  stop(): Promise<void>;
}

function running(clock = new ManualClock(at(0))): Running {
  const writer = new MemoryWriter();
  const troubles: (string | undefined)[] = [];
  const heads: number[] = [];
  const recorder = new Recorder({ writer, clock, onHead: ({ seq }) => heads.push(seq), onTrouble: (error) => troubles.push(error?.code) });
  const end = new AbortController();
  const done = recorder.run(end.signal);
  const stop = async (): Promise<void> => {
    end.abort();
    await done;
  };
  onTestFinished(stop);
  const pass = async (times = 1): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      await clock.asleep();
      clock.advance(100);
    }
    await clock.asleep();
  };
  return { clock, writer, recorder, troubles, heads, pass, stop };
}

function batch(...drafts: readonly Draft[]): Batch {
  return { drafts, bytes: 100 * drafts.length };
}

function logs(count: number, from = 0): readonly Draft[] {
  return Array.from({ length: count }, (_, index) => aLog(from + index));
}

/** Whether a promise has settled once everything that was ready has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('a commit', () => {
  it('comes a tenth of a second after the first row, and holds all that came since', async () => {
    const { writer, recorder, pass } = running();
    await recorder.accept(SOURCE, batch(aLog(1)));
    await recorder.accept(2, batch(aLog(2)));
    expect(writer.commits).toEqual([]);
    await pass();
    expect(writer.commits.map(({ rows }) => rows)).toEqual([[{ source: SOURCE, draft: aLog(1) }, { source: 2, draft: aLog(2) }]]);
  });

  it('comes at once where thousands of rows are there', async () => {
    const { writer, recorder } = running();
    await recorder.accept(SOURCE, batch(...logs(3_999)));
    expect(writer.commits).toHaveLength(0);
    await recorder.accept(SOURCE, batch(aLog(0)));
    expect(writer.of('log')).toHaveLength(4_000);
  });

  it('acknowledges every batch it holds, after it and only once', async () => {
    const { writer, recorder, pass } = running();
    const order: string[] = [];
    const acknowledged = (name: string) => (): void => void order.push(`${name} after ${writer.commits.length}`);
    await recorder.accept(SOURCE, { ...batch(aLog(1)), committed: acknowledged('a') });
    await recorder.accept(SOURCE, { drafts: [], bytes: 0, committed: acknowledged('empty') });
    expect(order).toEqual([]);
    await pass(3);
    expect(order).toEqual(['a after 1', 'empty after 1']);
  });

  it('is told to whoever waits for a new head', async () => {
    const { recorder, heads, pass } = running();
    await recorder.accept(SOURCE, batch(aLog(1)));
    await pass();
    expect(heads).toEqual([2]);
  });

  it('is the last thing done when the recorder is stopped', async () => {
    const { writer, recorder, stop } = running();
    await recorder.accept(SOURCE, batch(aLog(1)));
    await stop();
    expect(writer.of('log')).toEqual([aLog(1)]);
  });
});

describe('a silent second', () => {
  it('has one tick and no row', async () => {
    const { writer, pass } = running();
    await pass(30);
    expect(writer.commits.map(({ rows, learned }) => [rows.length, learned])).toEqual([[0, at(1)], [0, at(2)], [0, at(3)]]);
  });

  it('has a tick even where the wall clock was put back', async () => {
    const clock = new ManualClock(at(0));
    const { writer, pass } = running(clock);
    await pass(10);
    clock.step(-3_600);
    await pass(20);
    expect(writer.commits.map(({ learned }) => learned)).toEqual([at(1), at(1), at(1)]);
  });
});

describe('the time of learning', () => {
  it('never runs backwards, and follows the clock again once that has caught up', async () => {
    const clock = new ManualClock(at(0));
    const { writer, pass } = running(clock);
    clock.step(10);
    await pass(10);
    clock.step(-10);
    await pass(10);
    clock.step(60);
    await pass(10);
    const learned = writer.commits.map((commit) => commit.learned);
    expect(learned).toEqual([at(11), at(11), at(63)]);
  });
});

describe('flow rows', () => {
  it('say once a second what each source delivered since the last one', async () => {
    const { writer, recorder, pass } = running();
    for (let second = 0; second < 2; second += 1) {
      await recorder.accept(SOURCE, batch(aLog(1), aLog(2), aReject(3)));
      await recorder.accept(2, batch(aSample(1, 5)));
      await recorder.accept(SOURCE, batch(aLog(4), aHealth(5)));
      await pass(10);
    }
    const flows = writer.commits.flatMap(({ rows, learned }) => rows.flatMap(({ source, draft }) => (draft.kind === 'flow' ? [{ source, ...draft, at: draft.at - at(0), learned: learned - at(0) }] : [])));
    const [a, b] = [{ logs: 3, samples: 0, rejects: 1, bytes: 500 }, { logs: 0, samples: 1, rejects: 0, bytes: 100 }];
    expect(flows.map(({ source, logs: l, samples, rejects, bytes }) => [source, { logs: l, samples, rejects, bytes }])).toEqual([[1, a], [2, b], [1, a], [2, b]]);
    expect(flows.map((flow) => [flow.at, flow.learned])).toEqual([[1e6, 1e6], [1e6, 1e6], [2e6, 2e6], [2e6, 2e6]]);
  });

  it('are none for a source that was silent', async () => {
    const { writer, recorder, pass } = running();
    await recorder.accept(SOURCE, batch(aLog(1)));
    await pass(40);
    expect(writer.of('flow')).toHaveLength(1);
  });
});

describe('a writer that fails', () => {
  it('loses no row, keeps their order, and acknowledges them when it works again', async () => {
    const { writer, recorder, pass, troubles } = running();
    let acknowledged = 0;
    writer.failure = FULL;
    for (let row = 0; row < 5; row += 1) {
      await recorder.accept(SOURCE, { ...batch(aLog(row)), committed: () => (acknowledged += 1) });
      await pass(4);
    }
    expect([writer.drafts.length, acknowledged, recorder.held > 5]).toEqual([0, 0, true]);
    writer.failure = undefined;
    await pass(12);
    expect(writer.of('log')).toEqual(logs(5));
    expect([acknowledged, recorder.held]).toEqual([5, 0]);
    expect(new Set(troubles)).toEqual(new Set(['SESSION_UNWRITABLE', undefined]));
    expect(troubles.at(-1)).toBeUndefined();
  });

  it('is told once cleared, and not again while all is well', async () => {
    const { writer, recorder, pass, troubles } = running();
    writer.failure = FULL;
    recorder.commit();
    writer.failure = undefined;
    await pass(30);
    expect(troubles).toEqual(['SESSION_UNWRITABLE', undefined]);
  });

  it('is tried again once a second, not with every batch', async () => {
    const { writer, recorder, pass } = running();
    writer.failure = FULL;
    await recorder.accept(SOURCE, batch(...logs(4_000)));
    const before = writer.tries;
    for (let turn = 0; turn < 30; turn += 1) {
      await recorder.accept(SOURCE, batch(aLog(turn)));
      await pass();
    }
    expect(writer.tries - before).toBe(3);
  });

  it('lets sources wait once too much is held, and lets them all go on afterwards', async () => {
    const { writer, recorder, pass } = running();
    writer.failure = FULL;
    const room = recorder.accept(SOURCE, batch(...logs(19_999)));
    expect(await isSettled(room)).toBe(true);
    const waiting = [recorder.accept(SOURCE, batch(aLog(1))), recorder.accept(2, batch(aLog(2)))];
    await pass(20);
    expect(await Promise.all(waiting.map(isSettled))).toEqual([false, false]);
    writer.failure = undefined;
    await pass(10);
    expect(await Promise.all(waiting.map(isSettled))).toEqual([true, true]);
    expect(writer.of('log')).toHaveLength(20_001);
  });

  it('by a mistake of our own ends the recorder with that error', async () => {
    const { writer, recorder } = running();
    writer.failure = new TypeError('not a number');
    expect(() => recorder.commit()).toThrow('not a number');
    writer.failure = undefined;
  });

  it('is tried a last time when the recorder is stopped', async () => {
    const { writer, recorder, stop } = running();
    writer.failure = FULL;
    await recorder.accept(SOURCE, batch(aLog(1)));
    recorder.commit();
    writer.failure = undefined;
    await stop();
    expect(writer.of('log')).toEqual([aLog(1)]);
  });
});
