import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exposition } from '../../src/lab/exposition.ts';
import { clockTime } from '../../src/lab/story-time.ts';
import { story } from '../../src/lab/story.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { field, rowsOf, START_SECOND } from './support.ts';

const digest = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const bytesOf = (seed: number, rate: number, second: number): string => {
  const block = traffic(seed, rate, START_SECOND).block(second, 1);
  return Array.from({ length: block.rows }, (_, index) => block.row(index).toString()).join('\n');
};

describe('the rows of a second', () => {
  it('are the same bytes whichever seconds were made before', () => {
    const one = traffic(5, 40, START_SECOND);
    const two = traffic(5, 40, START_SECOND);
    for (let second = 690; second < 700; second += 1) one.block(second, 1);
    expect(rowsOf(one.block(700, 9))).toEqual(rowsOf(two.block(700, 9)));
  });

  it('differ with the seed', () => {
    expect(digest(bytesOf(1, 40, 700))).not.toBe(digest(bytesOf(2, 40, 700)));
  });

  it.each([0, 0.3, 1, 7, 40, 2_000])('are as many as counted without making them, at %d a second', (rate) => {
    const { count, block } = traffic(1, rate, START_SECOND);
    for (let second = 295; second < 320; second += 1) expect(block(second, 1).rows).toBe(count(second));
  });

  it('come at the rate asked for on average', () => {
    const { count } = traffic(1, 0.3, START_SECOND);
    const rows = Array.from({ length: 3_600 }, (_, second) => count(second - 3_600)).reduce((sum, rows) => sum + rows, 0);
    expect(rows / 3_600).toBeGreaterThan(0.27);
    expect(rows / 3_600).toBeLessThan(0.33);
  });

  it('have eight keys in wire order, explicit nulls, ids in sequence and times that do not fall', () => {
    const rows = rowsOf(traffic(1, 300, START_SECOND).block(clockTime(14, 40), 1_000));
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => 1_000 + index));
    let before = '';
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'timestamp', 'level', 'message', 'correlation_id', 'peer', 'tx', 'block']);
      const ts = field(row, 'ts') ?? '';
      expect(Math.floor(Date.parse(ts) / 1_000)).toBe(row.timestamp);
      expect(ts >= before).toBe(true);
      before = ts;
      expect(field(row, 'trace_id')).toMatch(/^[0-9a-f]{32}$/);
      expect(field(row, 'span_id')).toMatch(/^[0-9a-f]{16}$/);
      expect(row.correlation_id).toMatch(/^[0-9a-f]{16}$/);
      expect(row.message).toMatch(/^ts=\S+Z service=\S+ node=\S+ trace_id=\S+ span_id=\S+ msg="[^"]+"( [a-z_]+=\S+)*$/);
    }
  });

  it('share trace, correlation and transaction within one errand, and give every row a span of its own', () => {
    const rows = rowsOf(traffic(1, 300, START_SECOND).block(100, 1));
    const traces = Map.groupBy(rows, (row) => field(row, 'trace_id'));
    expect([...traces.values()].filter((trace) => trace.length >= 3).length).toBeGreaterThan(20);
    for (const trace of traces.values()) expect(new Set(trace.map((row) => `${row.correlation_id} ${row.tx} ${row.peer} ${row.block}`)).size).toBe(1);
    expect(new Set(rows.map((row) => field(row, 'span_id'))).size).toBe(rows.length);
  });

  it('have realistic levels on a quiet day: mostly info, some debug, few warnings, hardly an error', () => {
    const { block } = traffic(1, 400, START_SECOND);
    const rows = Array.from({ length: 60 }, (_, index) => rowsOf(block(index - 3_000, 1))).flat();
    const share = (level: string): number => rows.filter((row) => row.level === level).length / rows.length;
    expect(share('INFO')).toBeGreaterThan(0.6);
    expect(share('DEBUG')).toBeGreaterThan(0.15);
    expect(share('WARN')).toBeLessThan(0.03);
    expect(share('ERROR')).toBeLessThan(0.004);
    expect(new Set(rows.map((row) => field(row, 'service')))).toEqual(new Set(['guardian', 'treasury', 'portal', 'oracle', 'mesh']));
    expect(new Set(rows.map((row) => field(row, 'node')))).toEqual(new Set(['brick-01', 'brick-02', 'brick-03', 'brick-04', 'portal-01']));
  });
});

describe('log_lines_total', () => {
  it('agrees with the lines that are really written, at every service and level', () => {
    const [from, to, rate] = [clockTime(14, 38), clockTime(14, 42), 500];
    const { block } = traffic(1, rate, START_SECOND);
    const rows = Array.from({ length: to - from }, (_, index) => rowsOf(block(from + index, 1))).flat();
    const written = Map.groupBy(rows, (row) => `log_lines_total{service="${field(row, 'service')}",level="${row.level}"}`);
    const page = exposition({ story: story(1), seed: 1, rate, second: to, since: from, startSecond: START_SECOND });
    const counters = new Map(page.split('\n').filter((line) => line.startsWith('log_lines_total')).map((line) => line.split(' ') as [string, string]));
    expect([...counters.keys()].toSorted()).toEqual([...written.keys()].toSorted());
    const off = [...written].filter(([name, lines]) => lines.length > 1_000 && Math.abs(Number(counters.get(name)) / lines.length - 1) > 0.15);
    expect(off.map(([name, lines]) => `${name} ${counters.get(name)} instead of ${lines.length}`)).toEqual([]);
  });
});
