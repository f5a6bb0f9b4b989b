import { describe, expect, it } from 'vitest';
import { judge, readBudgets } from '../../bench/budgets.ts';
import { inTurns, median, quantile, ratioOf, type Figure } from '../../bench/figures.ts';
import { tableOf } from '../../bench/table.ts';

function aFigure(over: Partial<Figure> = {}): Figure {
  return { id: 'x.y', what: 'something', unit: 'ms', ours: [2, 4, 6], other: { title: 'a peer', values: [1, 1, 2] }, ...over };
}

describe('a ratio', () => {
  it('is taken round by round, so that a slow round slows both sides', () => {
    expect(ratioOf(aFigure({ ours: [1, 100, 1], other: { title: 'a peer', values: [1, 100, 1] } }))).toBe(1);
  });

  it('is unknown where the peer is not installed', () => {
    expect(ratioOf(aFigure({ other: undefined }))).toBeUndefined();
  });
});

describe('a verdict', () => {
  it.each([
    ['OVER', { ratioAtMost: 2.9 }],
    ['ok', { ratioAtMost: 3 }],
    ['OVER', { ratioAtLeast: 3.1 }],
    ['ok', { ratioAtLeast: 3 }],
    ['OVER', { atMost: 3.9 }],
    ['OVER', { ratioAtMost: 3, atMost: 3.9 }],
    ['-', {}],
  ] as const)('is %s for a median of 4 ms, three times the peer, under %o', (verdict, limits) => {
    expect(judge(aFigure(), { ...limits, note: 'why' })).toBe(verdict);
  });

  it('is neither good nor bad without the peer or without a budget', () => {
    expect(judge(aFigure({ other: undefined }), { ratioAtMost: 1, note: 'why' })).toBe('-');
    expect(judge(aFigure(), undefined)).toBe('-');
  });

  it('is OVER for a figure that is no number', () => {
    expect(judge(aFigure({ ours: [], other: { title: 'a peer', values: [] } }), { ratioAtMost: 3, note: 'why' })).toBe('OVER');
  });
});

describe('figures', () => {
  it('have the middle and the slow end that people mean', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(median([])).toBeNaN();
  });

  it('come from both sides in turns, the first of a round changing', async () => {
    const order: string[] = [];
    const values = await inTurns(3, (round) => order.push('ours') && round, (round) => order.push('theirs') && -round);
    expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
    expect(values).toEqual({ ours: [0, 1, 2], theirs: [-0, -1, -2] });
  });

  it('stand in a table with what they are compared with, and with the reason where there is nothing', () => {
    const [, , first = '', second = ''] = tableOf(
      [{ figure: aFigure(), verdict: 'ok' }, { figure: aFigure({ other: undefined, note: 'lnav not installed' }), verdict: '-' }],
      { 'x.y': { ratioAtMost: 3, note: 'why' } },
    );
    expect(first).toMatch(/4 ms \(2\.\.6\) +a peer +1 ms \(1\.\.2\) +x 3 +<= x 3 +ok/);
    expect(second).toContain('lnav not installed');
  });
});

describe('the file of budgets', () => {
  it('gives every budget a limit and a reason', () => {
    const budgets = Object.values(readBudgets());
    expect(budgets.length).toBeGreaterThan(10);
    expect(budgets.filter(({ ratioAtMost, ratioAtLeast, atMost }) => (ratioAtMost ?? ratioAtLeast ?? atMost) === undefined)).toEqual([]);
  });
});
