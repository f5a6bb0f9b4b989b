import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { follow, sourceOn, type Following } from './following.ts';
import { aRow, NodeServer, type Row } from './node-server.ts';

let server: NodeServer;
const running: Following[] = [];

beforeEach(async () => {
  server = await NodeServer.start();
});

afterEach(async () => {
  for (const run of running.splice(0)) await run.stop();
  await server.close();
});

function following(config?: Record<string, unknown>): Following {
  const run = follow(server, config);
  running.push(run);
  return run;
}

const rows = (first: number, last: number, extra: Partial<Row> = {}): Row[] =>
  Array.from({ length: last - first + 1 }, (_, index) => aRow(first + index, extra));

const ids = (first: number, last: number, epoch = 1): string[] => rows(first, last).map(({ id }) => `${epoch}:${id}`);

/** A newest-first frame that is not stored: the server sent it, or what its limit left of it. */
const frame = (...sent: Row[]): string => JSON.stringify(sent.toReversed());

describe('history at the start', () => {
  it('reaches back by the server\'s own clock, flagged as read in bulk', async () => {
    server.rows = [aRow(1, { timestamp: 1_000 }), aRow(2, { timestamp: 1_700 }), aRow(3, { timestamp: 2_000 })];
    const run = following({ backfill: { minutes: 5 } });
    await run.up();
    server.append(aRow(4, { timestamp: 2_001 }));
    await run.seen.until(() => run.seen.logs.length === 3);
    expect(run.seen.logs.map(({ rowId, backfilled }) => [rowId, backfilled])).toEqual([['1:2', true], ['1:3', true], ['1:4', undefined]]);
    expect(run.seen.gaps).toEqual([]);
  });

  it('is left out when not wanted, and nothing is taken for lost', async () => {
    server.rows = rows(1, 50);
    const run = following({ backfill: false });
    await run.up();
    server.append(aRow(51));
    await run.seen.until(() => run.seen.logs.length > 0);
    expect(run.ids()).toEqual(['1:51']);
    expect(run.seen.gaps).toEqual([]);
  });

  it('begins behind the hole where a full page was cut inside a second', async () => {
    const second = { timestamp: 5_000 };
    server.rows = [...rows(1, 6, second), ...rows(7, 8, { timestamp: 5_001 })];
    // A server without a tie-break: oldest first inside a second, so the page of 5 holds rows 7, 8 and 1, 2, 3.
    server.body = JSON.stringify([aRow(7, { timestamp: 5_001 }), aRow(8, { timestamp: 5_001 }), ...rows(1, 3, second)]);
    const run = following({ backfill: { rows: 5 } });
    await run.up();
    expect(run.ids()).toEqual(['1:7', '1:8']);
  });

  it('is the first frame where the server has no search', async () => {
    server.searchStatus = 404;
    server.rows = rows(1, 3);
    const run = following();
    await run.seen.until(() => run.seen.logs.length === 3);
    expect(run.seen.logs.every(({ backfilled }) => backfilled === true)).toBe(true);
    expect(run.seen.gaps).toEqual([]);
  });
});

describe('the live stream', () => {
  it('knows the rows of a window that is sent again and again', async () => {
    server.rows = rows(0, 9);
    const run = following();
    await run.up();
    for (let last = 10; last < 15; last += 1) server.send(frame(...rows(0, last)));
    await run.seen.until(() => run.ids().includes('1:14'));
    expect(run.ids()).toEqual(ids(0, 14));
  });

  it('fetches what a full frame left out, in its place', async () => {
    server.rows = rows(1, 3);
    const run = following({ limit: 3 });
    await run.up();
    server.rows.push(...rows(4, 8));
    server.send(frame(...rows(6, 8)));
    server.append(aRow(9));
    await run.seen.until(() => run.ids().includes('1:9'));
    expect(run.ids()).toEqual(ids(1, 9));
    expect(run.seen.logs.filter(({ backfilled }) => backfilled === undefined).map(({ rowId }) => rowId)).toEqual(ids(6, 9));
    expect(run.seen.gaps).toEqual([]);
  });

  it('counts exactly what a jump of ids lost for good', async () => {
    server.rows = rows(1, 3);
    const run = following({ limit: 3 });
    await run.up();
    server.rows = rows(7, 12);
    server.send(frame(...rows(10, 12)));
    await run.seen.until(() => run.seen.gaps.length > 0);
    expect(run.ids()).toEqual([...ids(1, 3), ...ids(7, 12)]);
    expect(run.seen.gaps).toEqual([expect.objectContaining({ reason: 'server-dropped', missing: 3, recovered: 3, at: aRow(3).timestamp * 1e6, until: aRow(12).timestamp * 1e6 })]);
  });

  it('counts a jump of ids where the server has no search', async () => {
    server.searchStatus = 404;
    server.rows = rows(1, 3);
    const run = following();
    await run.seen.until(() => run.seen.logs.length === 3);
    server.append(...rows(6, 7));
    await run.seen.until(() => run.seen.gaps.length > 0);
    expect(run.ids()).toEqual([...ids(1, 3), ...ids(6, 7)]);
    expect(run.seen.gaps[0]).toMatchObject({ missing: 2, recovered: 0 });
  });

  it.each([0, 1])('fetches what the first frame of a fresh server left out, ids from %i', async (first) => {
    const run = following({ limit: 2 });
    await run.up();
    server.rows = rows(first, 6);
    server.send(frame(...rows(5, 6)));
    server.append(aRow(7));
    await run.seen.until(() => run.ids().includes('1:7'));
    expect(run.ids()).toEqual(ids(first, 7));
    expect(run.seen.gaps).toEqual([]);
  });

  it('tells of a bad row in a window once, however often it is sent', async () => {
    server.rows = rows(1, 1);
    const run = following();
    await run.up();
    for (let last = 2; last < 5; last += 1) server.send(JSON.stringify([...rows(2, last), { level: 'INFO' }, 7, null]));
    await run.seen.until(() => run.ids().includes('1:4'));
    expect(run.seen.rejects.map(({ reason }) => reason)).toEqual(['a row without an id', 'a row without an id', 'a row without an id']);
  });

  it('takes a line of ten megabytes as it comes', async () => {
    const run = following({ message: 'logfmt' });
    await run.up();
    server.append(aRow(1, { message: `msg=${'x'.repeat(10_000_000)}` }));
    server.append(aRow(2));
    await run.seen.until(() => run.ids().includes('1:2'));
    expect(run.seen.logs[0]?.message).toHaveLength(10_000_004);
  });

  it('delivers a frame of many thousand rows in batches of bounded size', async () => {
    const run = following({ limit: 10_000 });
    await run.up();
    server.append(...rows(1, 9_001));
    await run.seen.until(() => run.seen.logs.length === 9_001);
    expect(Math.max(...run.seen.batches.map(({ drafts }) => drafts.length))).toBeLessThanOrEqual(2_000);
    expect(run.ids()).toEqual(ids(1, 9_001));
  });
});

describe('under a filter', () => {
  const error = { level: 'ERROR' };

  it('takes no hole in the ids for a loss', async () => {
    server.rows = rows(1, 1, error);
    const run = following({ level: 'ERROR' });
    await run.up();
    server.append(aRow(40, error));
    server.append(aRow(900, error));
    await run.seen.until(() => run.ids().includes('1:900'));
    expect(run.seen.gaps).toEqual([]);
    expect(server.asked.every(({ query }) => query.get('level') === 'ERROR')).toBe(true);
  });

  it('fills up a full frame and says nothing where the row before it still exists', async () => {
    server.rows = rows(1, 1, error);
    const run = following({ level: 'ERROR', limit: 2 });
    await run.up();
    server.rows.push(aRow(10, error), aRow(20, error), aRow(30, error));
    server.send(frame(aRow(20, error), aRow(30, error)));
    server.append(aRow(40, error));
    await run.seen.until(() => run.ids().includes('1:40'));
    expect(run.ids()).toEqual(['1:1', '1:10', '1:20', '1:30', '1:40']);
    expect(run.seen.gaps).toEqual([]);
  });

  it('tells of a gap without a count where that cannot be known', async () => {
    server.rows = rows(1, 1, error);
    const run = following({ level: 'ERROR', limit: 2 });
    await run.up();
    server.rows = [aRow(20, error), aRow(30, error)];
    server.send(frame(...server.rows));
    await run.seen.until(() => run.seen.gaps.length > 0);
    expect(run.ids()).toEqual(['1:1', '1:20', '1:30']);
    expect(run.seen.gaps[0]).not.toHaveProperty('missing');
  });
});

describe('after a lost connection', () => {
  it('fetches what came meanwhile, and the gap says how much', async () => {
    server.rows = rows(1, 3);
    const run = following();
    await run.up();
    server.append(aRow(4));
    await run.seen.until(() => run.ids().includes('1:4'));
    server.rows.push(...rows(5, 9));
    server.cut();
    await run.up(2);
    server.append(aRow(10));
    await run.seen.until(() => run.ids().includes('1:10'));
    expect(run.ids()).toEqual(ids(1, 10));
    const told = run.seen.gaps.map(({ gapId, reason, missing, recovered }) => ({ gapId, reason, missing, recovered }));
    const same = { gapId: 'node:1:5', reason: 'disconnected' };
    expect(told).toEqual([{ ...same, missing: 5, recovered: 0 }, { ...same, missing: 0, recovered: 5 }]);
    expect(run.seen.logs.find(({ rowId }) => rowId === '1:7')).toMatchObject({ backfilled: true });
    expect(run.seen.logs.find(({ rowId }) => rowId === '1:10')).not.toHaveProperty('backfilled');
  });

  it('gets by search the rows of a frame that broke the connection', async () => {
    server.rows = rows(1, 1);
    const run = following();
    await run.up();
    server.rows.push(...rows(2, 3));
    server.sendBytes(Buffer.from('[{"id":3,"timestamp":5,"level":"INFO","message":"\xff"}]', 'latin1'));
    await run.up(2);
    expect(run.ids()).toEqual(ids(1, 3));
  });

  it('tells of no gap where nothing came meanwhile', async () => {
    server.rows = rows(1, 3);
    const run = following();
    await run.up();
    server.cut();
    await run.up(2);
    expect(run.seen.gaps).toEqual([]);
    expect(run.ids()).toEqual(ids(1, 3));
  });

  it('counts exactly what the ring of the server no longer has', async () => {
    server.rows = rows(1, 3);
    const run = following();
    await run.up();
    server.rows = rows(104, 120);
    server.cut();
    await run.up(2);
    expect(run.ids()).toEqual([...ids(1, 3), ...ids(104, 120)]);
    expect(run.seen.lastGaps).toEqual([expect.objectContaining({ missing: 100, recovered: 17, detail: 'the connection was lost: 17 rows fetched afterwards, 100 lost' })]);
  });

  it('begins a new epoch, with a gap of unknown size, where the ids went back', async () => {
    server.rows = rows(1, 30);
    const run = following();
    await run.up();
    server.rows = rows(1, 4, { message: 'after the restart' });
    server.cut();
    await run.up(2);
    server.append(aRow(5));
    await run.seen.until(() => run.ids().includes('2:5'));
    expect(run.ids()).toEqual([...ids(1, 30), ...ids(1, 5, 2)]);
    expect(run.seen.gaps).toHaveLength(1);
    expect(run.seen.gaps[0]).not.toHaveProperty('missing');
    expect(run.seen.gaps[0]?.detail).toContain('counts its rows anew');
  });

  it('begins a new epoch where the same id is another row by now', async () => {
    server.rows = rows(1, 3);
    const run = following();
    await run.up();
    server.rows = rows(1, 8, { message: 'after the restart' });
    server.cut();
    await run.up(2);
    expect(run.ids()).toEqual([...ids(1, 3), ...ids(1, 8, 2)]);
  });

  it('begins a new epoch where the server came back empty', async () => {
    server.rows = rows(1, 3);
    const run = following();
    await run.up();
    server.rows = [];
    server.cut();
    await run.up(2);
    server.append(aRow(1));
    await run.seen.until(() => run.seen.logs.length === 4);
    expect(run.seen.logs.at(-1)).toMatchObject({ rowId: '2:1' });
    expect(run.seen.logs.at(-1)).not.toHaveProperty('backfilled');
  });

  it('asks again where ids go back on an open connection', async () => {
    server.rows = rows(10, 12);
    const run = following();
    await run.up();
    server.rows = rows(1, 2, { message: 'after the restart' });
    server.send(frame(...server.rows));
    await run.up(2);
    expect(run.ids()).toEqual([...ids(10, 12), '2:1', '2:2']);
  });
});

describe('a long outage', () => {
  /** Several pages, two thousand rows a second. */
  const MISSED = 16_000;
  const busy = (first: number, last: number): Row[] => rows(first, last).map((row) => ({ ...row, timestamp: 1_763_735_460 + Math.floor(row.id / 2_000) }));

  it('is fetched in stretches, goes on where it was interrupted, and counts what the ring lost', async () => {
    server.rows = busy(1, 10);
    const source = sourceOn(server);
    const got: string[] = [];
    const gaps: unknown[] = [];
    const read = async (resume: Resume | undefined, most: number): Promise<Resume | undefined> => {
      const stop = new AbortController();
      let latest = resume;
      for await (const batch of source.stream({ signal: stop.signal, resume })) {
        got.push(...batch.drafts.flatMap((draft) => (draft.kind === 'log' ? [draft.rowId ?? ''] : [])));
        gaps.push(...batch.drafts.filter(({ kind }) => kind === 'gap'));
        latest = batch.resume ?? latest;
        if (batch.live !== false || (batch.resume !== undefined && got.length >= most)) stop.abort();
      }
      return latest;
    };
    let resume = await read(undefined, Infinity);
    // Rows 11 to 1,000 are gone, and more come while the hole is being fetched.
    server.rows = busy(1_001, MISSED);
    resume = await read(resume, 5_000);
    const interrupted = got.length;
    server.rows.push(...busy(MISSED + 1, MISSED + 900));
    await read(resume, Infinity);

    expect(interrupted).toBeLessThan(MISSED - 1_000);
    expect(got.length).toBe(new Set(got).size);
    expect(got.toSorted((a, b) => Number(a.slice(2)) - Number(b.slice(2)))).toEqual([...ids(1, 10), ...ids(1_001, MISSED + 900)]);
    const last = new Map(gaps.map((gap) => [(gap as { gapId: string }).gapId, gap]));
    expect([...last.values()]).toEqual([
      expect.objectContaining({ gapId: 'node:1:11', missing: 990, recovered: MISSED - 1_000 }),
      expect.objectContaining({ missing: 0, recovered: 900 }),
    ]);
  });
});
