import { describe, expect, it } from 'vitest';
import { keeps, readBudgets, readWanted } from '../../bench/budgets.ts';
import { inTurns, median, quantile, ratioOf, type Figure } from '../../bench/figures.ts';
import { missedOf, tableOf } from '../../bench/table.ts';

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
    [false, { ratioAtMost: 2.9 }],
    [true, { ratioAtMost: 3 }],
    [false, { ratioAtLeast: 3.1 }],
    [true, { ratioAtLeast: 3 }],
    [false, { atMost: 3.9 }],
    [true, { atMost: 4 }],
    [false, { atLeast: 4.1 }],
    [true, { atLeast: 4 }],
    [false, { ratioAtMost: 3, atMost: 3.9 }],
    [undefined, {}],
  ] as const)('is %s for a median of 4 ms, three times the peer, under %o', (verdict, limits) => {
    expect(keeps(aFigure(), limits)).toBe(verdict);
  });

  it('is neither good nor bad without the peer or without a budget', () => {
    expect(keeps(aFigure({ other: undefined }), { ratioAtMost: 1 })).toBeUndefined();
    expect(keeps(aFigure(), undefined)).toBeUndefined();
  });

  it('is bad for a figure that is no number', () => {
    expect(keeps(aFigure({ ours: [], other: { title: 'a peer', values: [] } }), { ratioAtMost: 3 })).toBe(false);
    expect(keeps(aFigure({ ours: [], other: undefined }), { atLeast: 3 })).toBe(false);
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

  it('stand in a table with what they are compared with and what is wanted, and with the reason where there is nothing', () => {
    const [, , first = '', second = ''] = tableOf([aFigure(), aFigure({ other: undefined, note: 'lnav not installed' })], {
      budgets: { 'x.y': { ratioAtMost: 3 } },
      wanted: { 'x.y': { ratioAtMost: 0.5, atLeast: 10_000 } },
    });
    expect(first).toMatch(/4 ms \(2\.\.6\) +a peer +1 ms \(1\.\.2\) +x 3 +<= x 3 +ok +<= x 0\.5, >= 10,000 ms +not yet$/);
    expect(second).toMatch(/lnav not installed +- +- +<= x 3 +- +<= x 0\.5, >= 10,000 ms +not yet$/);
  });
});

describe('what is wanted and not there', () => {
  const wanted = { 'x.y': { ratioAtMost: 2 }, 'x.z': { atMost: 4 }, 'x.new': { atMost: 1 } };

  it('names what misses, what was not measured and what could not be compared, and nothing that is reached', () => {
    expect(missedOf([aFigure(), aFigure({ id: 'x.z' })], wanted)).toEqual([
      ['x.y', 'something', '<= x 2', '4 ms (2..6)', 'x 3'],
      ['x.new', '-', '<= 1', 'not measured', '-'],
    ]);
    expect(missedOf([aFigure({ other: undefined, note: 'lnav not installed' }), aFigure({ id: 'x.z', ours: [5] }), aFigure({ id: 'x.new', ours: [1] })], wanted)).toEqual([
      ['x.y', 'something', '<= x 2', 'lnav not installed', '-'],
      ['x.z', 'something', '<= 4 ms', '5 ms', 'x 5'],
    ]);
  });
});

describe('the files of limits', () => {
  it('give every budget a limit and a reason', () => {
    const budgets = Object.values(readBudgets());
    expect(budgets.length).toBeGreaterThan(10);
    expect(budgets.filter(({ note: _note, ...limits }) => Object.keys(limits).length === 0)).toEqual([]);
  });

  it('want something of every figure that they name', () => {
    const wanted = Object.values(readWanted());
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((limits) => Object.keys(limits).length === 0)).toEqual([]);
  });
});
