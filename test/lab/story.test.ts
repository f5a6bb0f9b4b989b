import { describe, expect, it } from 'vitest';
import { clockTime } from '../../src/lab/story-time.ts';
import { story } from '../../src/lab/story.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { field, rowsOf, START_SECOND, type Row } from './support.ts';

const SEEDS = [0, 1, 7, 4_294_967_295];
const seconds = (from: number, to: number, step = 1): number[] => Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);

/** The rows of a stretch of the story that carry a message. */
function said(seed: number, msg: string, from: number, to: number): { second: number; row: Row }[] {
  const { block } = traffic(seed, 0, START_SECOND);
  return seconds(from, to).flatMap((second) => rowsOf(block(second, 1)).filter((row) => field(row, 'msg') === msg).map((row) => ({ second, row })));
}

describe('the story in numbers', () => {
  it.each(SEEDS)('has brick-02 rise from 23 over 41 to a peak near 87.3 and come down to 42 (seed %i)', (seed) => {
    const cpu = (hours: number, minutes: number): number => story(seed).cpu('brick-02', clockTime(hours, minutes));
    expect(cpu(13, 30)).toBeCloseTo(23, -0.5);
    expect(Math.abs(cpu(14, 25) - 41)).toBeLessThan(1);
    expect(Math.abs(cpu(14, 35) - 87.3)).toBeLessThan(1);
    expect(Math.abs(cpu(15, 10) - 42.1)).toBeLessThan(1);
    expect(Math.abs(cpu(17, 0) - 23)).toBeLessThan(1);
  });

  it.each(SEEDS)('crosses 80 at 14:32:00 and at no moment before, and is above it until 14:55 (seed %i)', (seed) => {
    const { cpu } = story(seed);
    const above = seconds(clockTime(13, 20), clockTime(17, 0), 0.5).filter((second) => cpu('brick-02', second) > 80);
    expect(above[0]).toBe(clockTime(14, 32) + 0.5);
    expect(above.at(-1)).toBe(clockTime(14, 55) - 0.5);
    expect(above.length).toBe((23 * 60) * 2 - 1);
  });

  it('has a rule of "cpu_percent > 80 for 3 m, kept for 15 m" fire and resolve at the times it names', () => {
    const { alert } = story(1);
    expect(clockTime(14, 32) + alert.forSeconds).toBe(alert.firesAt);
    expect(clockTime(14, 55) + alert.keepFiringForSeconds).toBe(alert.resolvesAt);
  });

  it.each(SEEDS)('keeps every other node below the threshold (seed %i)', (seed) => {
    const { cpu } = story(seed);
    for (const node of ['brick-01', 'brick-03', 'brick-04', 'portal-01']) {
      expect(Math.max(...seconds(clockTime(13, 20), clockTime(15, 30), 5).map((second) => cpu(node, second)))).toBeLessThan(60);
    }
  });

  it.each(SEEDS)('lets receipts fall to 2 a minute at 14:45:00, and has 10 to 50 of them when all is well (seed %i)', (seed) => {
    const receipts = story(seed).receiptsPerMinute;
    expect(receipts(clockTime(14, 45))).toBe(2);
    for (const second of [...seconds(clockTime(13, 20), clockTime(14, 36), 3), ...seconds(clockTime(14, 56), clockTime(16, 0), 3)]) {
      expect(receipts(second)).toBeGreaterThan(10);
      expect(receipts(second)).toBeLessThan(50);
    }
    expect(Math.min(...seconds(clockTime(13, 20), clockTime(16, 0), 1).map(receipts))).toBeGreaterThan(1.9);
  });

  it('never has a negative queue', () => {
    const { queueDepth } = story(3);
    for (const second of seconds(clockTime(13, 20), clockTime(16, 0), 2)) expect(queueDepth('brick-02', second)).toBeGreaterThanOrEqual(0);
  });
});

describe('the story in log lines', () => {
  it('has the guardian of brick-02 report a growing queue from 14:25:00', () => {
    const lines = said(1, 'anchor queue depth increasing', clockTime(14, 20), clockTime(15, 10));
    expect(lines[0]?.second).toBe(clockTime(14, 25));
    expect(lines.length).toBeGreaterThan(20);
    expect(new Set(lines.map(({ row }) => `${field(row, 'service')} ${field(row, 'node')} ${row.level}`))).toEqual(new Set(['guardian brick-02 WARN']));
    const depths = lines.map(({ row }) => Number(field(row, 'depth')));
    expect(depths[0]).toBeGreaterThan(80);
    expect((depths.at(-1) ?? 0) / (depths[0] ?? 1)).toBeGreaterThan(4);
  });

  it('has it work on the backlog from 14:40 and clear it once at 14:50:00', () => {
    expect(said(1, 'processing backlog', clockTime(14, 20), clockTime(15, 10))[0]?.second).toBe(clockTime(14, 40));
    const cleared = said(1, 'backlog cleared', clockTime(14, 20), clockTime(15, 10));
    expect(cleared.map(({ second }) => second)).toEqual([clockTime(14, 50)]);
    expect(Number(field((cleared[0] as { row: Row }).row, 'depth'))).toBeLessThan(15);
  });

  it('tells the settlement of 14:30 in five lines with the ids of its spans, 2345 ms in all', () => {
    const { settlement } = story(1);
    const { block } = traffic(1, 20, START_SECOND);
    const lines = seconds(clockTime(14, 30), clockTime(14, 31)).flatMap((second) => rowsOf(block(second, 1))).filter((row) => field(row, 'trace_id') === settlement.traceId);
    expect(lines.map((row) => [field(row, 'service'), field(row, 'msg'), field(row, 'duration_ms')])).toEqual([
      ['portal', 'request received', undefined],
      ['treasury', 'settlement validated', '150'],
      ['treasury', 'receipt emitted', '50'],
      ['guardian', 'anchor request completed', '2000'],
      ['portal', 'settlement completed', '2345'],
    ]);
    const spanIds = settlement.spans.map(({ spanId }) => spanId);
    expect(lines.every((row) => spanIds.includes(field(row, 'span_id') ?? ''))).toBe(true);
    expect(new Set(lines.map((row) => row.correlation_id))).toEqual(new Set([settlement.correlationId]));
    expect(field(lines.at(-1) as Row, 'ts')).toBe('2026-11-18T14:30:02.345000Z');
  });

  it('lets timeouts at treasury and portal begin after 14:32, in bursts, and end with the backlog', () => {
    const errors = (from: number, to: number): number => {
      const { block } = traffic(1, 100, START_SECOND);
      const rows = seconds(from, to).flatMap((second) => rowsOf(block(second, 1)));
      return rows.filter(({ level }) => level === 'ERROR').length / rows.length;
    };
    const timeouts = (from: number, to: number): number => {
      const { block } = traffic(1, 100, START_SECOND);
      return seconds(from, to).flatMap((second) => rowsOf(block(second, 1))).filter((row) => field(row, 'msg') === 'anchor_request timed out').length;
    };
    expect(timeouts(clockTime(14, 30), clockTime(14, 32))).toBeLessThan(10);
    expect(timeouts(clockTime(14, 42), clockTime(14, 44))).toBeGreaterThan(100);
    expect(errors(clockTime(14, 0), clockTime(14, 2))).toBeLessThan(0.004);
    expect(errors(clockTime(14, 42), clockTime(14, 44))).toBeGreaterThan(0.02);
    expect(errors(clockTime(14, 56), clockTime(14, 58))).toBeLessThan(0.004);
  });

  it('says nothing during the incident that an ordinary ten minutes never says, but for the three lines of the guardian', () => {
    const messages = (from: number, to: number): Map<string, number> => {
      const { block } = traffic(1, 40, START_SECOND);
      const rows = seconds(from, to).flatMap((second) => rowsOf(block(second, 1)));
      return new Map([...Map.groupBy(rows, (row) => `${field(row, 'service')}: ${field(row, 'msg')}`)].map(([msg, group]) => [msg, group.length]));
    };
    const calm = messages(clockTime(14, 5), clockTime(14, 15));
    const incident = messages(clockTime(14, 20), clockTime(14, 51));
    expect([...incident.keys()].filter((msg) => !calm.has(msg)).toSorted()).toEqual([
      'guardian: anchor queue depth increasing', 'guardian: backlog cleared', 'guardian: processing backlog',
    ]);
    const errands = [...calm.values()].reduce((sum, count) => sum + count, 0) / 2.4;
    expect(errands / (calm.get('treasury: anchor_request timed out') ?? 0)).toBeGreaterThan(300);
  });
});
