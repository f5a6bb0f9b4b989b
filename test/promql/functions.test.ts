import { describe, expect, test } from 'vitest';
import { SIGNATURES } from '../../src/promql/functions/signatures.ts';
import type { ValueType } from '../../src/promql/value-type.ts';
import { ask, labelsOf, readerOf, series, valueOf, vectorOf } from './support/builders.ts';

const reader = readerOf(
  series('x{a="1"}', [[0, 2.5], [10, -2.5]]),
  series('y{a="1",b="api-7"}', [[0, 1]]),
  series('z{i="1"}', [[10, NaN]]),
  series('z{i="2"}', [[10, 3]]),
  series('z{i="3"}', [[10, 1]]),
);

test('every function that the parser knows is answered', () => {
  const arguments_: Record<ValueType, string> = { scalar: '1', vector: 'x', matrix: 'x[1m]', string: '"l"' };
  for (const [name, { args }] of Object.entries(SIGNATURES)) {
    const text = `${name}(${args.map((type) => arguments_[type]).join(', ')})`;
    expect(['scalar', 'vector']).toContain(ask(text, 10, reader).kind);
  }
});

describe('values', () => {
  test.each([
    ['abs(x)', 2.5], ['ceil(x)', -2], ['floor(x)', -3], ['round(x)', -2], ['round(x, 2)', -2], ['round(vector(2.5))', 3],
    ['round(vector(0.15), 0.1)', 0.2], ['clamp(x, 0, 1)', 0], ['clamp(x, 1, 0)', undefined], ['clamp_min(x, -1)', -1],
    ['clamp_max(x, -3)', -3],
    ['clamp_max(vector(NaN), 1)', NaN], ['clamp_max(vector(-Inf), NaN)', -Infinity], ['clamp_min(vector(Inf), NaN)', Infinity], ['sgn(x)', -1], ['sqrt(vector(9))', 3], ['ln(vector(1))', 0], ['log2(vector(8))', 3],
    ['log10(vector(1000))', 3], ['exp(vector(0))', 1], ['deg(vector(pi()))', 180], ['time()', 10], ['scalar(z)', NaN], ['scalar(x)', -2.5],
    ['scalar(vector(7))', 7], ['timestamp(x offset 5s)', 0],
    ['timestamp(x)', 10], ['timestamp(x + 0)', 10],
  ])('%s', (text, value) => {
    expect(valueOf(text, 10, reader)).toBe(value);
  });
});

test('sorting puts NaN last in both directions', () => {
  expect(vectorOf('sort(z)', 10, reader).map(([name]) => name)).toEqual(['z{i="3"}', 'z{i="2"}', 'z{i="1"}']);
  expect(vectorOf('sort_desc(z)', 10, reader).map(([name]) => name)).toEqual(['z{i="2"}', 'z{i="3"}', 'z{i="1"}']);
});

describe('names', () => {
  test.each(['abs(y)', 'timestamp(y)', 'rate(y[1m])', 'sum_over_time(y[1m])', 'clamp_min(y, 0)', 'hour(y)'])('%s drops the name', (text) => {
    expect(labelsOf(text, 0, reader).every((labels) => labels['__name__'] === undefined)).toBe(true);
  });

  test.each(['last_over_time(y[1m])', 'sort(y)', 'label_join(y, "c", "", "a")', 'topk(1, y)'])('%s keeps it', (text) => {
    expect(labelsOf(text, 0, reader)).toMatchObject([{ __name__: 'y' }]);
  });
});

describe('labels', () => {
  test.each([
    ['label_replace(y, "c", "$1", "b", "(.*)-(\\\\d)")', 'y{a="1",b="api-7",c="api"}'],
    ['label_replace(y, "c", "${n}x$1y", "b", "(?P<n>[a-z]+)-.*")', 'y{a="1",b="api-7",c="apix"}'],
    ['label_replace(y, "c", "$$1 $", "b", ".*")', 'y{a="1",b="api-7",c="$1 $"}'],
    ['label_replace(y, "c", "z", "b", "api")', 'y{a="1",b="api-7"}'],
    ['label_replace(y, "b", "", "b", ".*")', 'y{a="1"}'],
    ['label_replace(y, "c", "was empty", "nothing", "")', 'y{a="1",b="api-7",c="was empty"}'],
    ['label_join(y, "c", "/", "b", "nothing", "a")', 'y{a="1",b="api-7",c="api-7//1"}'],
    ['label_join(y, "a", "/")', 'y{b="api-7"}'],
  ])('%s', (text, name) => {
    expect(vectorOf(text, 0, reader).map(([one]) => one)).toEqual([name]);
  });

  test.each([
    ['label_replace(y, "c", "", "b", "(")', /regular expression/],
    ['label_replace(y, "", "", "b", "")', /must not be empty/],
    ['label_join(y, "c", "", "")', /must not be empty/],
  ])('%s is refused', (text, words) => {
    expect(() => ask(text, 0, reader)).toThrow(words);
  });
});

describe('absence', () => {
  test.each([
    ['absent(nope{a="1",b=~"x"})', [{ a: '1' }]], ['absent((nope{a="1"}))', [{ a: '1' }]],
    ['absent(nope{a="1",a="2",c="3"})', [{ c: '3' }]], ['absent(sum(nope{a="1"}))', [{}]], ['absent(y)', []],
    ['absent_over_time(nope{a="1"}[5m])', [{ a: '1' }]], ['absent_over_time(y[5m])', []], ['absent_over_time(nope[5m:1m])', [{}]],
  ])('%s', (text, labels) => {
    expect(labelsOf(text, 10, reader)).toEqual(labels);
  });
});

describe('dates', () => {
  const leapDay = Date.UTC(2024, 1, 29, 13, 37, 59) / 1_000;

  test.each([
    ['minute', 37], ['hour', 13], ['day_of_week', 4], ['day_of_month', 29], ['day_of_year', 60], ['days_in_month', 29], ['month', 2], ['year', 2024],
  ])('%s is %d on a leap day', (name, value) => {
    expect(valueOf(`${name}()`, leapDay)).toBe(value);
    expect(valueOf(`${name}(vector(${leapDay}.9))`, 0)).toBe(value);
  });

  test('what is no moment has no date', () => {
    expect(valueOf('year(vector(NaN))', 0)).toBeNaN();
  });
});

describe('histogram_quantile', () => {
  const buckets = (...counts: readonly (readonly [string, number])[]): ReturnType<typeof readerOf> =>
    readerOf(...counts.map(([le, count]) => series(`h_bucket{le="${le}",p="/"}`, [[0, count]])));
  const plain = buckets(['0.1', 10], ['0.5', 30], ['1', 40], ['+Inf', 50]);

  test.each([
    [0.2, 0.1], [0.4, 0.3], [0.8, 1], [0.9, 1], [1, 1], [0.1, 0.05], [0, 0], [-1, -Infinity], [2, Infinity],
  ])('%d of the counts lie below %d', (quantile, value) => {
    expect(valueOf(`histogram_quantile(${quantile}, h_bucket)`, 0, plain)).toBeCloseTo(value, 12);
  });

  test('drops le and the name, keeps the rest', () => {
    expect(vectorOf('histogram_quantile(0.5, h_bucket)', 0, plain).map(([name]) => name)).toEqual(['{p="/"}']);
  });

  test('is NaN without counts, without +Inf, with one bucket, and for a quantile that is NaN', () => {
    expect(valueOf('histogram_quantile(0.5, h_bucket)', 0, buckets(['1', 0], ['+Inf', 0]))).toBeNaN();
    expect(valueOf('histogram_quantile(0.5, h_bucket)', 0, buckets(['1', 1], ['2', 2]))).toBeNaN();
    expect(valueOf('histogram_quantile(0.5, h_bucket)', 0, buckets(['+Inf', 2]))).toBeNaN();
    expect(valueOf('histogram_quantile(NaN, h_bucket)', 0, plain)).toBeNaN();
  });

  test('ignores what is no bucket, adds equal bounds, raises counts that fall', () => {
    const odd = buckets(['nonsense', 99], ['1', 5], ['1.0', 5], ['2', 20], ['inf', 20]);
    expect(valueOf('histogram_quantile(0.5, h_bucket)', 0, odd)).toBeCloseTo(1, 12);
    expect(valueOf('histogram_quantile(0.5, h_bucket)', 0, buckets(['1', 10], ['2', 8], ['4', 20], ['+Inf', 20]))).toBe(1);
    expect(valueOf('histogram_quantile(0.6, h_bucket)', 0, buckets(['1', 10], ['2', 8], ['4', 20], ['+Inf', 20]))).toBeCloseTo(2.4, 12);
  });

  test('with a lowest bound at or below zero answers that bound', () => {
    expect(valueOf('histogram_quantile(0.1, h_bucket)', 0, buckets(['-1', 10], ['1', 20], ['+Inf', 20]))).toBe(-1);
  });
});
