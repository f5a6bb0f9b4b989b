import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { micros, type Micros } from '../../src/lib/micros.ts';
import { labelsKey, type Labels } from '../../src/promql/labels.ts';
import { SampleRing } from '../../src/promql/ring.ts';
import { at, exprOf, valueOf, vectorOf } from './support/builders.ts';
import type { Matcher } from '../../src/promql/ast.ts';

const ALL: readonly Matcher[] = [{ name: '__name__', op: '=~', value: '.*' }];

function ringOf(seconds: number, limits: { mostSeries?: number; mostPoints?: number } = {}): SampleRing {
  return new SampleRing({ retentionMicros: seconds * 1e6, ...limits });
}

function timesOf(ring: SampleRing, from = 0, to = 1_000_000): readonly number[] {
  return ring.select(ALL, at(from), at(to)).flatMap(({ points }) => points.map((point) => point.at / 1e6));
}

const X: Labels = { __name__: 'x', a: '1' };

test('keeps points for the retention behind the newest one of their series', () => {
  const ring = ringOf(30);
  for (let second = 0; second <= 100; second += 10) expect(ring.append(X, at(second), second)).toBe('stored');
  expect(timesOf(ring)).toEqual([70, 80, 90, 100]);
  ring.append({ __name__: 'y' }, at(500), 1);
  expect(timesOf(ring)).toEqual([70, 80, 90, 100, 500]);
});

test('one sample with a wild time costs no other series anything, and its own series only until the next scrape', () => {
  const ring = ringOf(30);
  ring.append(X, at(100), 1);
  ring.append({ __name__: 'wild' }, at(90), 1);
  ring.append({ __name__: 'wild' }, at(999_999), 2);
  expect(ring.append({ __name__: 'wild' }, at(110), 3)).toBe('late');
  ring.expire(at(110));
  expect(ring.append({ __name__: 'wild' }, at(120), 4)).toBe('stored');
  expect(timesOf(ring)).toEqual([100, 120]);
});

test('expiring forgets what ended, and makes room for others', () => {
  const ring = ringOf(30, { mostSeries: 2 });
  ring.append(X, at(0), 1);
  ring.append({ __name__: 'x', a: '2' }, at(20), 1);
  expect(ring.append({ __name__: 'x', a: '3' }, at(20), 1)).toBe('full');
  expect(ring.append(X, at(21), 2)).toBe('stored');
  ring.expire(at(51));
  expect(ring.size).toBe(1);
  expect(ring.append({ __name__: 'x', a: '3' }, at(51), 1)).toBe('stored');
});

test('a point that does not move time forward is late', () => {
  const ring = ringOf(30);
  ring.append(X, at(10), 1);
  expect(ring.append(X, at(10), 2)).toBe('late');
  expect(ring.append(X, at(9), 2)).toBe('late');
  expect(valueOf('x', 10, ring)).toBe(1);
});

test('the oldest points of a series go when it has too many', () => {
  const ring = ringOf(1_000, { mostPoints: 3 });
  for (let second = 0; second < 10; second += 1) ring.append(X, at(second), second);
  expect(timesOf(ring)).toEqual([7, 8, 9]);
});

test('a longer retention holds from now on', () => {
  const ring = ringOf(10);
  ring.append(X, at(0), 1);
  ring.retentionMicros = 100e6;
  ring.append(X, at(60), 2);
  ring.expire(at(60));
  expect(timesOf(ring)).toEqual([0, 60]);
});

test('equal labels in another order are one series', () => {
  const ring = ringOf(30);
  ring.append({ __name__: 'x', a: '1', b: '2' }, at(1), 1);
  ring.append({ b: '2', a: '1', __name__: 'x', empty: '' }, at(2), 2);
  expect(ring.size).toBe(1);
});

test('a stale point ends the series for a selector', () => {
  const ring = ringOf(300);
  ring.append(X, at(10), 1);
  ring.append(X, at(20), 0, true);
  expect(valueOf('x', 25, ring)).toBeUndefined();
  expect(vectorOf('count_over_time(x[1m])', 25, ring)).toEqual([['{a="1"}', 1]]);
});

describe('selecting', () => {
  const ring = ringOf(300);
  for (const name of ['x', 'y', 'constructor']) for (const a of ['1', '2']) ring.append({ __name__: name, a }, at(10), 1);

  test.each([
    ['x', 2], ['x{a="1"}', 1], ['{__name__=~"x|y",a="2"}', 2], ['{a="1"}', 3], ['{__name__!="x",a!=""}', 4], ['{"constructor"}', 2], ['z', 0], ['{__name__="x",a=~"1|2"}', 2],
  ])('%s finds %d series', (text, count) => {
    const expr = exprOf(text);
    expect(expr.kind === 'selector' ? ring.select(expr.matchers, at(0), at(20)).length : -1).toBe(count);
  });
});

test('holds what a plain list of points would hold', () => {
  const sample = fc.record({ series: fc.nat(3), after: fc.nat(12), value: fc.double(), stale: fc.boolean() });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 80 }), fc.integer({ min: 1, max: 60 }), fc.nat(200), fc.nat(200), (...drawn) => {
      const [samples, retention, from, length] = drawn;
      const ring = ringOf(retention);
      const model = new Map<string, { at: Micros; value: number; stale: boolean }[]>();
      let clock = 100;
      for (const { series, after, value, stale } of samples) {
        clock += after;
        const labels = { __name__: 'x', series: String(series) };
        const points = model.get(labelsKey(labels)) ?? [];
        const last = points.at(-1);
        const now = at(clock);
        expect(ring.append(labels, now, value, stale)).toBe(last !== undefined && last.at >= now ? 'late' : 'stored');
        if (last === undefined || last.at < now) points.push({ at: now, value, stale });
        model.set(labelsKey(labels), points.filter((point) => point.at >= now - retention * 1e6));
      }
      const low = micros((90 + from) * 1e6);
      const high = micros((90 + from + length) * 1e6);
      const expected = new Map([...model].map(([key, points]) => [key, points.filter((point) => point.at >= low && point.at <= high)]));
      const found = new Map(ring.select(ALL, low, high).map(({ labels, points }) => [labelsKey(labels), points]));
      for (const [key, points] of expected) {
        const plain = (found.get(key) ?? []).map((point) => ({ ...point, stale: point.stale === true }));
        expect(plain).toEqual(points);
      }
    }),
    { numRuns: 150, seed: 8 },
  );
});
