import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../src/lib/text.ts';
import { resample, sparkline } from '../../src/widgets/sparkline.ts';

const unicode = { unicode: true };

describe('sparkline', () => {
  it('draws the least as the lowest block and the greatest as the highest', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], unicode)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], { unicode: false })).toBe('_.-:=+*#');
    expect(sparkline([-5, 5], unicode)).toBe('▁█');
  });

  it('shows what is missing as missing', () => {
    expect(sparkline([1, undefined, Number.NaN, 2], unicode)).toBe('▁  █');
    expect(sparkline([undefined, Number.NaN], unicode)).toBe('  ');
    expect(sparkline([], unicode)).toBe('');
  });

  it('shows a constant as a flat line, at the bottom where it is nothing', () => {
    expect(sparkline([5, 5, 5], unicode)).toBe('▄▄▄');
    expect(sparkline([0, 0], unicode)).toBe('▁▁');
    expect(sparkline([-3], unicode)).toBe('▁');
  });

  it('shows the infinities at the edges', () => {
    expect(sparkline([1, Infinity, 2, -Infinity], unicode)).toBe('▁██▁');
    expect(sparkline([Infinity], unicode)).toBe('█');
  });

  it('draws within given bounds', () => {
    expect(sparkline([50, 100, 200, -9], { unicode: true, min: 0, max: 100 })).toBe('▅██▁');
    expect(sparkline([3], { unicode: true, min: 0, max: 0 })).toBe('▁');
  });

  it('has one cell a value, whatever the values are', () => {
    const value = fc.option(fc.double(), { nil: undefined });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.boolean(), fc.option(fc.double(), { nil: undefined }), (values, plain, min) => {
        expect(cellWidth(sparkline(values, { unicode: plain, ...(min === undefined ? {} : { min }) }))).toBe(values.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('resample', () => {
  const at = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([time, value]) => ({ at: time, value }));

  it('gives each cell the mean of its points', () => {
    expect(resample(at([0, 1], [1, 3], [5, 10], [9, 20]), 0, 10, 2)).toEqual([2, 15]);
  });

  it('leaves out what lies outside', () => {
    expect(resample(at([-9, 7], [-8, 7], [11, 7], [12, 7]), 0, 10, 2)).toEqual([undefined, undefined]);
    expect(resample([], 0, 10, 3)).toEqual([undefined, undefined, undefined]);
  });

  it('joins points that came at their ordinary pace, where cells are finer than that', () => {
    expect(resample(at([0, 0], [2, 4], [4, 4], [6, 8], [8, 6]), 0, 10, 10)).toEqual([0, 2, 4, 4, 4, 6, 8, 7, 6, undefined]);
  });

  it('keeps a hole where points stayed away longer than their pace', () => {
    expect(resample(at([0, 1], [1, 1], [2, 1], [7, 5], [8, 5]), 0, 10, 10)).toEqual([1, 1, 1, undefined, undefined, undefined, undefined, 5, 5, undefined]);
  });

  it('never joins to a point that is no number, and never goes beyond the last', () => {
    const values = resample(at([0, 1], [3, Number.NaN], [6, 3]), 0, 10, 10);
    expect(values.map((value) => (value === undefined || Number.isNaN(value) ? '-' : value))).toEqual([1, '-', '-', '-', '-', '-', 3, '-', '-', '-']);
    expect(resample(at([4, 1]), 0, 10, 5)).toEqual([undefined, undefined, 1, undefined, undefined]);
  });

  it('stays in its bounds for a span of nothing and for no cells', () => {
    expect(resample(at([5, 1]), 5, 5, 3)).toEqual([1, undefined, undefined]);
    expect(resample(at([5, 1]), 0, 10, 0)).toEqual([]);
  });
});
