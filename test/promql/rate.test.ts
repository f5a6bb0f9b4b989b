import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { every, readerOf, series, valueOf } from './support/builders.ts';

function counter(values: readonly number[], step = 15): ReturnType<typeof readerOf> {
  return readerOf(series('x', every(step, values)));
}

test('a line gives back its slope, wherever the range lies on it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 4, max: 40 }), (...line) => {
      const [slope, step, count] = line;
      const start = slope * step * 1_000;
      const reader = counter(Array.from({ length: 80 }, (_, index) => start + slope * step * index), step);
      const end = 79 * step;
      const range = count * step;
      expect(valueOf(`rate(x[${range}s])`, end, reader)).toBeCloseTo(slope, 6 - Math.ceil(Math.log10(slope)));
      expect((valueOf(`increase(x[${range}s])`, end, reader) ?? NaN) / (slope * range)).toBeCloseTo(1, 9);
      expect((valueOf(`irate(x[${range}s])`, end, reader) ?? NaN) / slope).toBeCloseTo(1, 6);
      expect((valueOf(`deriv(x[${range}s])`, end, reader) ?? NaN) / slope).toBeCloseTo(1, 6);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('a reset adds what was counted before it, and never makes a rate negative', () => {
  expect(valueOf('increase(x[60s])', 60, counter([1_000, 1_010, 1_020, 5, 15]), { rangeLeftOpen: false })).toBeCloseTo(35, 9);
  expect(valueOf('resets(x[61s])', 60, counter([3, 2, 1, 5, 0]))).toBe(3);
  expect(valueOf('irate(x[60s])', 60, counter([9, 9, 9, 9, 3]))).toBeCloseTo(0.2, 12);
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 3, maxLength: 30 }), (values) => {
      expect(valueOf('rate(x[10m])', (values.length - 1) * 15, counter(values))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 100, seed: 9 },
  );
});

describe('extrapolation', () => {
  test('a series that nearly fills the range is stretched to both of its ends', () => {
    // Samples from 5 s to 50 s every 15 s in a range of 60 s: 15 s of change are missing at 1 per second.
    const reader = readerOf(series('x', [[5, 1_000], [20, 1_015], [35, 1_030], [50, 1_045]]));
    expect(valueOf('increase(x[60s])', 60, reader)).toBeCloseTo(60, 9);
    expect(valueOf('delta(x[60s])', 60, reader)).toBeCloseTo(60, 9);
  });

  test('a series that ends far from the edge is stretched by half an interval', () => {
    const reader = readerOf(series('x', [[100, 1_000], [110, 1_010], [120, 1_020]]));
    expect(valueOf('increase(x[300s])', 300, reader)).toBeCloseTo(20 + 5 + 5, 9);
  });

  test('the limit is 1.1 intervals', () => {
    const reader = readerOf(series('x', [[11, 1_000], [21, 1_010], [31, 1_020]]));
    expect(valueOf('increase(x[31s])', 31, reader)).toBeCloseTo(25, 9);
    expect(valueOf('increase(x[30999ms])', 31, reader)).toBeCloseTo(20 + 10.999, 9);
  });

  test('a counter is not stretched beyond its zero', () => {
    const reader = readerOf(series('x', [[10, 2], [20, 12], [30, 22]]));
    expect(valueOf('increase(x[30s])', 30, reader)).toBeCloseTo(22, 9);
    expect(valueOf('delta(x[30s])', 30, reader)).toBeCloseTo(30, 9);
  });

  test('Prometheus 2 let the zero decide before the limit', () => {
    const reader = readerOf(series('x', [[100, 8], [110, 18], [120, 28]]));
    expect(valueOf('increase(x[120s])', 120, reader)).toBeCloseTo(25, 9);
    expect(valueOf('increase(x[120s])', 120, reader, { rangeLeftOpen: false })).toBeCloseTo(28, 9);
  });
});

test('fewer than two samples are no rate', () => {
  for (const name of ['rate', 'increase', 'delta', 'irate', 'idelta', 'deriv']) {
    expect(valueOf(`${name}(x[5m])`, 10, counter([1]))).toBeUndefined();
  }
  expect(valueOf('predict_linear(x[5m], 1)', 10, counter([1]))).toBeUndefined();
});

test('a prediction starts from the moment asked for, not from the shifted range', () => {
  const reader = counter(Array.from({ length: 20 }, (_, index) => index * 15));
  expect(valueOf('predict_linear(x[2m], 10)', 285, reader)).toBeCloseTo(295, 6);
  expect(valueOf('predict_linear(x[2m] offset 1m, 10)', 285, reader)).toBeCloseTo(295, 6);
});

test('NaN in a gauge is one change, not two', () => {
  expect(valueOf('changes(x[5m])', 60, counter([1, NaN, NaN, 1, 1]))).toBe(2);
});
