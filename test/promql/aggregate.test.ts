import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFloat } from '../../src/promql/engine/format-float.ts';
import { readerOf, series, valueOf, vectorOf } from './support/builders.ts';

const reader = readerOf(
  series('x{job="a",node="1"}', [[0, 1]]),
  series('x{job="a",node="2"}', [[0, 5]]),
  series('x{job="b",node="1"}', [[0, 3]]),
  series('x{job="b",node="2"}', [[0, NaN]]),
);

describe('grouping', () => {
  test.each([
    ['sum by (job) (x{node="1"})', [['{job="a"}', 1], ['{job="b"}', 3]]],
    ['sum without (node) (x{job="a"})', [['{job="a"}', 6]]],
    ['count(x)', [['{}', 4]]],
    ['count by (nothing) (x)', [['{}', 4]]],
    ['count without () (x{job="a"})', [['{job="a",node="1"}', 1], ['{job="a",node="2"}', 1]]],
    ['count by (__name__) (x)', [['x', 4]]],
    ['group by (job) (x)', [['{job="a"}', 1], ['{job="b"}', 1]]],
  ] as const)('%s', (text, expected) => {
    expect(vectorOf(text, 0, reader)).toEqual(expected);
  });

  test('nothing is no group', () => {
    expect(vectorOf('sum(y)', 0, reader)).toEqual([]);
    expect(vectorOf('topk(scalar(y), y)', 0, reader)).toEqual([]);
  });
});

describe('values', () => {
  test('min, max and topk prefer any number to NaN', () => {
    expect(valueOf('min(x)', 0, reader)).toBe(1);
    expect(valueOf('max(x)', 0, reader)).toBe(5);
    expect(vectorOf('topk(3, x)', 0, reader).map(([, value]) => value)).toEqual([5, 3, 1]);
    expect(vectorOf('bottomk(9, x)', 0, reader).map(([, value]) => value)).toEqual([1, 3, 5, NaN]);
    expect(valueOf('max(x{job="b",node="2"})', 0, reader)).toBeNaN();
  });

  test('topk keeps names, chooses in every group, and truncates its number', () => {
    expect(vectorOf('topk by (node) (1.9, x)', 0, reader)).toEqual([['x{job="b",node="1"}', 3], ['x{job="a",node="2"}', 5]]);
    expect(vectorOf('topk(-1, x)', 0, reader)).toEqual([]);
    expect(() => vectorOf('topk(NaN, x)', 0, reader)).toThrow(/number of elements/);
  });

  test('quantiles interpolate, and lie beyond everything outside 0 to 1', () => {
    const numbers = readerOf(...[4, 1, 3, 2].map((value) => series(`x{v="${value}"}`, [[0, value]])));
    expect(valueOf('quantile(0.5, x)', 0, numbers)).toBe(2.5);
    expect(valueOf('quantile(0, x)', 0, numbers)).toBe(1);
    expect(valueOf('quantile(1, x)', 0, numbers)).toBe(4);
    expect(valueOf('quantile(-0.1, x)', 0, numbers)).toBe(-Infinity);
    expect(valueOf('quantile(1.1, x)', 0, numbers)).toBe(Infinity);
  });

  test('count_values counts by the printed value', () => {
    const values = readerOf(series('x{a="1"}', [[0, 0.5]]), series('x{a="2"}', [[0, 0.5]]), series('x{a="3"}', [[0, Infinity]]));
    expect(vectorOf('count_values("v", x)', 0, values)).toEqual([['{v="0.5"}', 2], ['{v="+Inf"}', 1]]);
    expect(vectorOf('count_values by (a) ("v", x{a="1"})', 0, values)).toEqual([['{a="1",v="0.5"}', 1]]);
    expect(() => vectorOf('count_values("", x)', 0, values)).toThrow(/name of a label/);
  });
});

test('sums do not lose the small among the large', () => {
  const values = [1, 1e100, 1, -1e100];
  const parts = readerOf(...values.map((value, index) => series(`x{i="${index}"}`, [[0, value]])));
  expect(valueOf('sum(x)', 0, parts)).toBe(2);
  expect(valueOf('avg(x)', 0, parts)).toBe(0.5);
  const column = readerOf(series('x', values.map((value, index) => [index, value] as const)));
  expect(valueOf('sum_over_time(x[1m])', 10, column)).toBe(2);
  expect(valueOf('avg_over_time(x[1m])', 10, column)).toBe(0.5);
});

test('an average does not overflow where its sum does', () => {
  const huge = readerOf(...[1.5e308, 1.6e308, 1.7e308].map((value, index) => series(`x{i="${index}"}`, [[0, value]])));
  expect(valueOf('avg(x)', 0, huge)).toBeCloseTo(1.6e308, -300);
  expect(valueOf('sum(x)', 0, huge)).toBe(Infinity);
});

test('infinities stay what they are', () => {
  const [x, y] = [[Infinity, 1], [Infinity, -Infinity]].map((values, of) =>
    values.map((value, index) => series(`${'xy'[of]}{i="${index}"}`, [[0, value]])),
  );
  const odd = readerOf(...(x ?? []), ...(y ?? []));
  expect(valueOf('sum(x)', 0, odd)).toBe(Infinity);
  expect(valueOf('avg(x)', 0, odd)).toBe(Infinity);
  expect(valueOf('sum(y)', 0, odd)).toBeNaN();
  expect(valueOf('stddev(x)', 0, odd)).toBeNaN();
});

test('the variance is that of the population and does not drown in a large mean', () => {
  const shifted = readerOf(...[4, 7, 13, 16].map((value, index) => series(`x{i="${index}"}`, [[0, 1e9 + value]])));
  expect(valueOf('stdvar(x)', 0, shifted)).toBeCloseTo(22.5, 6);
  expect(valueOf('stddev(x)', 0, shifted)).toBeCloseTo(Math.sqrt(22.5), 6);
});

test('a printed value reads back the same and has no exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = formatFloat(value);
      expect(text).not.toMatch(/e/);
      expect(Number(text)).toBe(value);
    }),
    { numRuns: 300, seed: 6 },
  );
  expect([1e21, 1.5e-7, -1e-9, -2.5e22, NaN, Infinity, -Infinity].map(formatFloat)).toEqual(['1000000000000000000000', '0.00000015', '-0.000000001', '-25000000000000000000000', 'NaN', '+Inf', '-Inf']);
});
