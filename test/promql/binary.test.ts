import { describe, expect, test } from 'vitest';
import { PromqlError } from '../../src/promql/error.ts';
import { ask, at, readerOf, series, valueOf, vectorOf } from './support/builders.ts';

const reader = readerOf(
  series('a{x="1",y="1"}', [[0, 10]]),
  series('a{x="1",y="2"}', [[0, 20]]),
  series('a{x="2",y="1"}', [[0, 30]]),
  series('b{x="1"}', [[0, 2]]),
  series('b{x="2"}', [[0, 3]]),
  series('info{x="1",version="v1"}', [[0, 1]]),
);

describe('scalars', () => {
  test.each([
    ['7 % -3', 1], ['-7 % 3', -1], ['1 / 0', Infinity], ['0 / 0', NaN], ['1 ^ NaN', 1], ['(-1) ^ Inf', 1], ['NaN ^ 0', 1],
    ['2 ^ 0.5', Math.SQRT2], ['1 == bool 1', 1], ['NaN != bool NaN', 1], ['2 <= bool 1', 0], ['1 atan2 1', Math.PI / 4],
  ])('%s', (text, value) => {
    expect(valueOf(text, 0)).toBe(value);
  });
});

describe('a scalar and a vector', () => {
  test('arithmetic drops the name, a filter keeps it, bool drops it', () => {
    expect(vectorOf('b * 2', 0, reader)).toEqual([['{x="1"}', 4], ['{x="2"}', 6]]);
    expect(vectorOf('-b', 0, reader)).toEqual([['{x="1"}', -2], ['{x="2"}', -3]]);
    expect(vectorOf('+b', 0, reader)).toEqual([['b{x="1"}', 2], ['b{x="2"}', 3]]);
    expect(vectorOf('b > 2', 0, reader)).toEqual([['b{x="2"}', 3]]);
    expect(vectorOf('b > bool 2', 0, reader)).toEqual([['{x="1"}', 0], ['{x="2"}', 1]]);
  });

  test('a filter yields the value of the element, whichever side it stands on', () => {
    expect(vectorOf('2 < b', 0, reader)).toEqual([['b{x="2"}', 3]]);
    expect(vectorOf('10 - b', 0, reader)).toEqual([['{x="1"}', 8], ['{x="2"}', 7]]);
  });
});

describe('two vectors', () => {
  test('without words all labels but the name must agree', () => {
    expect(vectorOf('b + b', 0, reader)).toEqual([['{x="1"}', 4], ['{x="2"}', 6]]);
    expect(vectorOf('a + b', 0, reader)).toEqual([]);
    expect(vectorOf('b >= b', 0, reader)).toEqual([['b{x="1"}', 2], ['b{x="2"}', 3]]);
  });

  test('on and ignoring say which labels count, and the result keeps those', () => {
    expect(vectorOf('a{y="1"} / on (x) b', 0, reader)).toEqual([['{x="1"}', 5], ['{x="2"}', 10]]);
    expect(vectorOf('a{y="1"} / ignoring (y) b', 0, reader)).toEqual([['{x="1"}', 5], ['{x="2"}', 10]]);
    expect(vectorOf('a{y="1"} > on (x) b', 0, reader)).toEqual([['{x="1"}', 10], ['{x="2"}', 30]]);
    expect(vectorOf('a{y="1"} > ignoring (y) b', 0, reader)).toEqual([['a{x="1"}', 10], ['a{x="2"}', 30]]);
  });

  test('group_left keeps the many side and borrows labels from the one', () => {
    expect(vectorOf('a * on (x) group_left (version) info', 0, reader)).toEqual([['{version="v1",x="1",y="1"}', 10], ['{version="v1",x="1",y="2"}', 20]]);
    expect(vectorOf('info - on (x) group_right (version) a', 0, reader)).toEqual([['{version="v1",x="1",y="1"}', -9], ['{version="v1",x="1",y="2"}', -19]]);
    expect(vectorOf('a > bool on (x) group_left b', 0, reader)).toEqual([['{x="1",y="1"}', 1], ['{x="1",y="2"}', 1], ['{x="2",y="1"}', 1]]);
  });

  test('a pair that a comparison drops leaves the partner to another element', () => {
    expect(vectorOf('a > on (x) (b * 7)', 0, reader)).toEqual([['{x="1"}', 20], ['{x="2"}', 30]]);
  });

  test('a borrowed label that the one side lacks is removed', () => {
    expect(vectorOf('a{x="1",y="1"} * on (x) group_left (y) b', 0, reader)).toEqual([['{x="1"}', 20]]);
  });

  test.each([
    ['a * on (x) b', /many-to-one matching must be explicit/],
    ['b * on (x) a', /duplicate series for the match group \{x="1"\} on the right hand-side/],
    ['b * on (x) group_right (y) b * on (x) a', /many-to-many/],
    ['a * on (x) group_left (y) b', /grouping labels must ensure unique matches/],
    ['label_replace(a, "y", "same", "x", ".*")', /same labelset/],
    ['-{__name__=~"b|c"}', /same labelset/],
  ])('%s has no answer on these samples', (text, words) => {
    const both = readerOf(...reader.select([], at(0), at(0)), series('c{x="1"}', [[0, 1]]));
    expect(() => ask(text, 0, both)).toThrow(words);
    expect(() => ask(text, 0, both)).toThrow(PromqlError);
  });

  test('an error of evaluation points at its part of the text', () => {
    expect(() => ask('1 + sum(b * on (x) a)', 0, reader)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ kind: 'execution', from: 8, to: 20 }) }),
    );
  });
});

describe('sets', () => {
  test.each([
    ['a and on (x) b{x="1"}', ['a{x="1",y="1"}', 'a{x="1",y="2"}']],
    ['a unless on (x) b{x="1"}', ['a{x="2",y="1"}']],
    ['b or on (x) info', ['b{x="1"}', 'b{x="2"}']],
    ['info or on (x) b', ['info{version="v1",x="1"}', 'b{x="2"}']],
    ['b and ignoring (x) vector(1)', ['b{x="1"}', 'b{x="2"}']],
    ['b and a', []],
    ['b unless missing', ['b{x="1"}', 'b{x="2"}']],
    ['missing or b > 2', ['b{x="2"}']],
  ])('%s', (text, names) => {
    expect(vectorOf(text, 0, reader).map(([name]) => name)).toEqual(names);
  });
});
