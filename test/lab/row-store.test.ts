import { describe, expect, it } from 'vitest';
import { jsonArray, pick, rowQuery, type Ties } from '../../src/lab/query.ts';
import { RowStore } from '../../src/lab/row-store.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { field, START_SECOND, type Row } from './support.ts';

const SECOND = 1_000_000;

function aStore(options: { ring?: number; count?: number; firstId?: number; rate?: number } = {}): RowStore {
  const { ring = 200_000, count = Infinity, firstId = 1, rate = 10 } = options;
  return new RowStore(traffic(1, rate, START_SECOND), { firstSecond: 600, ring, count, firstId, startSecond: START_SECOND });
}

function ask(store: RowStore, query = '', ties: Ties = 'newest-first'): Row[] {
  return JSON.parse(jsonArray(pick(store, rowQuery(new URLSearchParams(query)), ties).rows).toString()) as Row[];
}

const ids = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);
const downFrom = (newest: number, count: number): number[] => Array.from({ length: count }, (_, index) => newest - index);

describe('the row store', () => {
  it('is empty before its first second, and answers with an empty array', () => {
    const store = aStore();
    store.advanceTo(599 * SECOND);
    expect(store.head).toBe(0);
    expect(ask(store)).toEqual([]);
  });

  it('holds the same bytes however often it was advanced', () => {
    const [often, once] = [aStore(), aStore()];
    for (let offset = 600 * SECOND; offset <= 630 * SECOND; offset += 137_000) often.advanceTo(offset);
    often.advanceTo(630 * SECOND);
    once.advanceTo(630 * SECOND);
    expect(ask(often)).toEqual(ask(once));
    expect(often.head).toBeGreaterThan(200);
  });

  it('never holds a row of the future, nor lacks one of the past', () => {
    const store = aStore();
    store.advanceTo(610 * SECOND + 500_000);
    const [newest] = ask(store, 'limit=1');
    const moment = START_SECOND * SECOND + 610 * SECOND + 500_000;
    const written = Date.parse(field(newest as Row, 'ts') ?? '') * 1_000;
    expect(written).toBeLessThanOrEqual(moment);
    store.advanceTo(640 * SECOND);
    const next = ask(store).find(({ id }) => id === (newest as Row).id + 1);
    expect(Date.parse(field(next as Row, 'ts') ?? '') * 1_000).toBeGreaterThanOrEqual(moment - 1_000);
  });

  it('does not go back in time', () => {
    const store = aStore();
    store.advanceTo(620 * SECOND);
    const { head } = store;
    store.advanceTo(605 * SECOND);
    expect(store.head).toBe(head);
  });

  it('keeps only the newest rows of its ring', () => {
    const store = aStore({ ring: 25 });
    store.advanceTo(620 * SECOND);
    expect(ids(ask(store))).toEqual(downFrom(store.head, 25));
  });

  it('numbers rows from 1 or from 0, and falls silent at its count', () => {
    const [first, second] = [aStore({ count: 30 }), aStore({ count: 30, firstId: 0 })];
    first.advanceTo(700 * SECOND);
    second.advanceTo(700 * SECOND);
    expect(ids(ask(first))).toEqual(downFrom(30, 30));
    expect(ids(ask(second))).toEqual(downFrom(29, 30));
    expect([first.newestId, second.newestId]).toEqual([30, 29]);
  });

  it('can be filled by rows instead of time', () => {
    const store = aStore();
    store.advanceToRow(77);
    expect(ids(ask(store))).toEqual(downFrom(77, 77));
    expect(store.lastWrite()).toBeGreaterThan(600 * SECOND);
  });
});

describe('a query', () => {
  const store = aStore({ rate: 60 });
  store.advanceTo(660 * SECOND);
  const all = ask(store);

  it('takes the newest rows up to the limit, newest first', () => {
    expect(ids(ask(store, 'limit=7'))).toEqual(downFrom(store.head, 7));
    expect(ask(store, 'limit=0')).toEqual([]);
  });

  it('takes ids after after_id, which wins over after-id', () => {
    expect(ids(ask(store, `after_id=${store.head - 3}`))).toEqual(downFrom(store.head, 3));
    expect(ids(ask(store, `after-id=${store.head - 4}`))).toEqual(downFrom(store.head, 4));
    expect(ids(ask(store, `after-id=5&after_id=${store.head - 2}`))).toEqual(downFrom(store.head, 2));
    expect(ask(store, `after_id=${store.head}`)).toEqual([]);
  });

  it('takes times from since to until, both included', () => {
    const [since, until] = [START_SECOND + 610, START_SECOND + 612];
    expect(ask(store, `since=${since}&until=${until}`)).toEqual(all.filter(({ timestamp }) => timestamp >= since && timestamp <= until));
  });

  it.each([
    ['level=WARN', (row: Row) => row.level === 'WARN'],
    ['level=warn', () => false],
    ['severity=WARN', () => true],
    ['level=DEBUG&level=WARN', (row: Row) => row.level === 'WARN'],
    ['peer=brick-03', (row: Row) => row.peer === 'brick-03'],
    ['peer=brick-0', () => false],
    ['block=871001', (row: Row) => row.block === 871_001],
    ['block=87100', () => false],
    ['block=many', () => true],
    ['since=-1', () => true],
    ['limit=all', () => true],
    ['correlation=%22', () => false],
  ])('matches %s exactly as the servers do', (query, matches) => {
    expect(ask(store, query)).toEqual(all.filter(matches));
  });

  it('finds the rows of one correlation by `correlation`, and ignores `correlation_id`', () => {
    const wanted = all.find(({ tx }) => tx !== null) as Row;
    const found = ask(store, `correlation=${wanted.correlation_id}`);
    expect(found).toEqual(all.filter((row) => row.correlation_id === wanted.correlation_id));
    expect(ask(store, `tx=${wanted.tx}`)).toEqual(found);
    expect(ask(store, `correlation_id=${wanted.correlation_id}`)).toHaveLength(all.length);
  });

  it('can order ties as SQLite does: oldest first in a second, so that the limit cuts its newest rows', () => {
    const rows = ask(store, 'limit=100', 'oldest-first');
    const bySecond = [...Map.groupBy(rows, ({ timestamp }) => timestamp)];
    expect(bySecond.map(([second]) => second)).toEqual(bySecond.map(([second]) => second).toSorted((one, two) => two - one));
    for (const [second, group] of bySecond) {
      const whole = ids(all.filter(({ timestamp }) => timestamp === second)).toReversed();
      expect(ids(group)).toEqual(whole.slice(0, group.length));
    }
    expect(rows).toHaveLength(100);
  });
});
