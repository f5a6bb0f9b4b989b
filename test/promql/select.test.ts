import { describe, expect, test } from 'vitest';
import { ask, every, readerOf, series, valueOf, vectorOf } from './support/builders.ts';

const closed = { rangeLeftOpen: false };

describe('an instant selector', () => {
  const reader = readerOf(series('x{a="1"}', [[100, 1], [115, 2], [130, 3]]));

  test('takes the newest sample at or before the moment', () => {
    expect(valueOf('x', 115, reader)).toBe(2);
    expect(valueOf('x', 129.999, reader)).toBe(2);
    expect(valueOf('x', 99.999, reader)).toBeUndefined();
  });

  test('forgets a sample that is as old as the lookback, and keeps it with the rules of Prometheus 2', () => {
    expect(valueOf('x', 130 + 299.999, reader)).toBe(3);
    expect(valueOf('x', 130 + 300, reader)).toBeUndefined();
    expect(valueOf('x', 130 + 300, reader, closed)).toBe(3);
    expect(valueOf('x', 130 + 300.001, reader, closed)).toBeUndefined();
    expect(valueOf('x', 140, reader, { lookbackMicros: 5e6 })).toBeUndefined();
  });

  test('ends at a stale marker and comes back with the next sample', () => {
    const stale = readerOf(series('x', [[0, 1], [15, 'stale'], [45, 2]]));
    expect(valueOf('x', 14, stale)).toBe(1);
    expect(valueOf('x', 15, stale)).toBeUndefined();
    expect(valueOf('x', 44, stale)).toBeUndefined();
    expect(valueOf('x', 45, stale)).toBe(2);
  });

  test('takes NaN for a value: it is no stale marker', () => {
    expect(valueOf('x', 0, readerOf(series('x', [[0, NaN]])))).toBeNaN();
  });

  test('looks back, ahead, or at a fixed moment', () => {
    expect(valueOf('x offset 15s', 130, reader)).toBe(2);
    expect(valueOf('x offset -15s', 115, reader)).toBe(3);
    expect(valueOf('x @ 100', 9_999, reader)).toBe(1);
    expect(valueOf('x @ 130 offset 15s', 9_999, reader)).toBe(2);
    expect(valueOf('x @ end()', 115, reader)).toBe(2);
    expect(valueOf('x offset 1h', 130, reader)).toBeUndefined();
    expect(valueOf('x @ -5', 130, reader)).toBeUndefined();
  });
});

describe('a range selector', () => {
  const reader = readerOf(series('x', every(10, [1, 2, 3, 4, 5])));

  test('leaves out its oldest moment, and keeps it with the rules of Prometheus 2', () => {
    expect(valueOf('count_over_time(x[20s])', 40, reader)).toBe(2);
    expect(valueOf('count_over_time(x[20s])', 40, reader, closed)).toBe(3);
    expect(valueOf('count_over_time(x[20001ms])', 40, reader)).toBe(3);
  });

  test('leaves out stale markers, and the series when nothing remains', () => {
    const stale = readerOf(series('x{a="1"}', [[0, 1], [10, 'stale'], [20, 3]]), series('x{a="2"}', [[10, 'stale']]));
    expect(vectorOf('count_over_time(x[1m])', 30, stale)).toEqual([['{a="1"}', 2]]);
  });

  test('is a matrix by itself', () => {
    expect(ask('x[25s] offset 10s', 40, reader)).toMatchObject({
      kind: 'matrix',
      series: [{ labels: { __name__: 'x' }, points: [{ value: 2 }, { value: 3 }, { value: 4 }] }],
    });
  });
});

describe('matchers', () => {
  const reader = readerOf(series('x{a="1",b="one"}', [[0, 1]]), series('x{a="2"}', [[0, 2]]), series('{"my.metric",a="3"}', [[0, 3]]));

  test.each([
    ['x{a="1"}', [1]], ['x{a!="1"}', [2]], ['x{a=~"1|2"}', [1, 2]], ['x{a!~"1|3"}', [2]], ['x{b=""}', [2]], ['x{b!=""}', [1]],
    ['x{b=~".*"}', [1, 2]], ['x{b=~".+"}', [1]],
    ['x{c!~"y"}', [1, 2]], ['x{b=~"on"}', []], ['x{b=~"(?i)ON[[:alpha:]]"}', [1]], ['{"my.metric"}', [3]],
    ['{__name__=~"x|my.*",a=~"[23]"}', [2, 3]], ['x{a=~"1",a!="2"}', [1]],
  ])('%s', (text, values) => {
    expect(vectorOf(text, 0, reader).map(([, value]) => value)).toEqual(values);
  });
});

describe('a subquery', () => {
  const reader = readerOf(series('x', every(10, [0, 1, 2, 3, 4, 5, 6])));

  test('steps at whole multiples, whatever the moment', () => {
    const points = [{ at: 30e6, value: 3 }, { at: 45e6, value: 4 }, { at: 60e6, value: 6 }];
    expect(ask('x[40s:15s]', 62, reader)).toMatchObject({ series: [{ points }] });
    expect(valueOf('count_over_time(x[30s:15s])', 60, reader)).toBe(2);
    expect(valueOf('count_over_time(x[30s:15s])', 60, reader, closed)).toBe(3);
  });

  test('takes the step of the options where it names none', () => {
    expect(valueOf('count_over_time(vector(1)[5m:])', 600)).toBe(5);
    expect(valueOf('count_over_time(vector(1)[5m:])', 600, undefined, { subqueryStepMicros: 10e6 })).toBe(30);
  });

  test('shifts with offset and @, and its inside knows the moment asked for', () => {
    expect(valueOf('max_over_time(x[20s:10s] offset 20s)', 60, reader)).toBe(4);
    expect(valueOf('max_over_time(x[20s:10s] @ 30)', 9_999, reader)).toBe(3);
    expect(valueOf('min_over_time((x @ end())[20s:10s])', 60, reader)).toBe(6);
  });

  test('gives up with an error instead of stepping for ever', () => {
    expect(() => ask('count_over_time(vector(1)[10y:1ms])', 600)).toThrow(/more than 5000000 points/);
    expect(() => ask('max_over_time(x[1h:1s])', 60, reader, { mostPoints: 100 })).toThrow(/more than 100 points/);
  });
});
