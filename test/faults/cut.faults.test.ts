import { afterEach, describe, expect, it } from 'vitest';
import { logsTailAdapter } from '../../src/data/sources/logs-tail/index.ts';
import { runSource } from '../../src/data/sources/runner.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/index.ts';
import { systemClock, type Clock } from '../../src/lib/clock.ts';
import { DraftCollector } from '../support/draft-collector.ts';

interface Following {
  readonly lab: Lab;
  readonly seen: DraftCollector;
  /** Ids in the order recorded. */
  ids(): number[];
  /** Holds the story and waits until the newest row is recorded; yields its id. */
  settle(): Promise<number>;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function following(options: LabOptions, config: Record<string, unknown> = {}, clock: Clock = systemClock): Promise<Following> {
  // Little history, so that all of it is read and every id counts.
  const lab = await startLab({ openAt: 660, firstRowAt: 655, ...options });
  const seen = new DraftCollector();
  const stop = new AbortController();
  // The shortest wait before every try.
  const random = (): number => 0;
  const parsed = logsTailAdapter.config.parse({ name: 'lab', kind: 'logs-tail', url: lab.url, message: 'logfmt', backfill: { minutes: 60, rows: 50_000 }, ...config });
  const source = logsTailAdapter.open(parsed, { clock, random });
  const running = runSource({ source, name: 'lab', sink: seen, clock, random, signal: stop.signal });
  closers.push(async () => {
    stop.abort();
    await running;
    await lab.close();
  });
  const ids = (): number[] => seen.logs.map(({ rowId }) => Number(rowId?.split(':')[1]));
  const settle = async (): Promise<number> => {
    lab.hold();
    // The last row is asked for by a search of our own, since the lab writes only when somebody asks.
    await fetch(`${lab.url}/logs/search?limit=1`).then((answer) => answer.text());
    const { lastId } = lab.sent();
    await seen.until(() => seen.logs.some(({ rowId }) => rowId === `1:${lastId}`), 30_000);
    return lastId;
  };
  await seen.until(() => seen.health.at(-1)?.state === 'ok');
  return { lab, seen, ids, settle };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const pause = (millis: number): Promise<void> => systemClock.sleep(millis);

async function cutFor(millis: number, { lab, seen }: Following): Promise<number> {
  const before = seen.health.length;
  await lab.cut({ midFrame: true });
  const cutAt = performance.now();
  await seen.until(() => seen.health.slice(before).some(({ state }) => state === 'retrying'));
  const visibleAfter = performance.now() - cutAt;
  await pause(millis - visibleAfter);
  const told = seen.health.length;
  await lab.restore();
  await seen.until(() => seen.health.slice(told).some(({ state }) => state === 'ok'), 40_000);
  return visibleAfter;
}

/** Away for so long, and back; says nothing about what the source tells. */
async function awayFor(millis: number, { lab }: Following): Promise<void> {
  await lab.cut();
  await pause(millis);
  await lab.restore();
}

describe.each([1, 2] as const)('a connection cut for 5 s, generation %i', (generation) => {
  const first = generation === 1 ? 1 : 0;

  it('is told within 2 s and leaves no hole and no double', async () => {
    const run = await following({ generation, rate: 300 });
    await pause(1_500);
    const visibleAfter = await cutFor(5_000, run);
    await pause(1_000);
    const last = await run.settle();

    expect(visibleAfter).toBeLessThan(2_000);
    expect(run.ids().toSorted((a, b) => a - b)).toEqual(range(first, last));
    expect(run.seen.lastGaps).toHaveLength(1);
    const [opened, closed] = run.seen.gaps;
    expect(opened).toMatchObject({ reason: 'disconnected', recovered: 0 });
    expect(closed).toMatchObject({ gapId: opened?.gapId, missing: 0, recovered: opened?.missing });
    expect(closed?.recovered).toBeGreaterThan(1_000);
  });

  it('counts exactly what the ring of the server has lost', async () => {
    const run = await following({ generation, rate: 400, ring: 600, firstRowAt: 659 });
    await pause(1_000);
    await cutFor(5_000, run);
    await pause(500);
    const last = await run.settle();

    const ids = run.ids();
    expect(new Set(ids).size).toBe(ids.length);
    const lost = last - Math.min(...ids) + 1 - ids.length;
    const gap = run.seen.lastGaps[0];
    expect(run.seen.lastGaps).toHaveLength(1);
    expect(lost).toBeGreaterThan(500);
    expect(gap?.missing).toBe(lost);
    expect(gap?.detail).toContain(`${lost} lost`);
  });

  it('accounts for every row over 300 quick reconnects', async () => {
    const hurried: Clock = { ...systemClock, sleep: (millis, signal) => systemClock.sleep(millis / 20, signal) };
    const run = await following({ generation, rate: 3_000, ring: 60, firstRowAt: 660, openAt: 660 }, { interval_ms: 10, limit: 300 }, hurried);
    for (let cycle = 0; cycle < 300; cycle += 1) {
      const told = run.seen.health.length;
      // Now and then the ring of 60 rows overruns for certain, however quick the reconnects are: 3,000 rows come in a second.
      if (cycle % 30 === 15) await awayFor(100, run);
      else run.lab.drop();
      await run.seen.until(() => run.seen.health.slice(told).some(({ state }) => state === 'ok'));
    }
    const last = await run.settle();

    const ids = run.ids();
    const missing = run.seen.lastGaps.reduce((sum, gap) => sum + (gap.missing ?? Number.NaN), 0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length + missing).toBe(last - Math.min(...ids) + 1);
    expect(missing).toBeGreaterThan(0);
    expect(run.seen.lastGaps.length).toBeGreaterThan(50);
  });
});

describe('a server that sends fewer rows than it has', () => {
  it.each([1, 2] as const)('is filled up by search, generation %i', async (generation) => {
    const run = await following({ generation, rate: 2_000, firstRowAt: 660 }, { limit: 100, interval_ms: 200 });
    await pause(2_000);
    const last = await run.settle();
    const ids = run.ids();
    expect(ids.toSorted((a, b) => a - b)).toEqual(range(Math.min(...ids), last));
    expect(run.seen.gaps).toEqual([]);
  });

  it('is filled up too where it cuts the newest rows out of the oldest second', async () => {
    const run = await following({ generation: 1, ties: 'oldest-first', rate: 2_000, firstRowAt: 660 }, { limit: 100, interval_ms: 200 });
    await pause(2_000);
    const last = await run.settle();
    const ids = run.ids();
    expect(ids.toSorted((a, b) => a - b)).toEqual(range(Math.min(...ids), last));
  });
});
