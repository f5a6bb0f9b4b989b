import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelOf, labelsKey, onlyLabels, seriesName, withLabel, withoutLabels, type Labels } from '../../src/promql/labels.ts';
import { meets } from '../../src/promql/matcher.ts';
import { exprOf } from './support/builders.ts';

const hostile = fc.dictionary(
  fc.constantFrom('a', 'b', '__name__', 'constructor', 'toString', '__proto__', 'my.label', 'é'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

test('a series is named as PromQL writes it, so that the name selects it', () => {
  expect(seriesName({ b: '2', __name__: 'up', a: '1' })).toBe('up{a="1",b="2"}');
  expect(seriesName({ __name__: 'up' })).toBe('up');
  expect(seriesName({ a: 'x"y\\z\n' })).toBe('{a="x\\"y\\\\z\\n"}');
  expect(seriesName({ __name__: 'my.metric', 'a b': '1' })).toBe('{"my.metric","a b"="1"}');
  expect(seriesName({ a: '' })).toBe('{}');
  expect(seriesName({})).toBe('{}');
});

test('whatever the labels, the printed name selects the series again', () => {
  fc.assert(
    fc.property(hostile, (labels) => {
      const name = seriesName(labels);
      // No labels select nothing, and half a character is no text.
      fc.pre(name !== '{}' && !/\p{Cs}/u.test(name));
      const expr = exprOf(name);
      expect(expr.kind === 'selector' && meets(labels, expr.matchers)).toBe(true);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('labels named like parts of JavaScript objects are labels like any other', () => {
  const empty: Labels = {};
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(labelOf(empty, name)).toBe('');
    const set = withLabel(empty, name, 'x');
    expect(labelOf(set, name)).toBe('x');
    expect(onlyLabels(set, [name])).toEqual(set);
    expect(labelsKey(withoutLabels(set, [name]))).toBe(labelsKey(empty));
  }
  expect(Object.getPrototypeOf(withLabel(empty, '__proto__', 'x'))).toBe(Object.prototype);
});

test('the key does not depend on order or empty labels, and tells different sets apart', () => {
  expect(labelsKey({ a: '1', b: '2' })).toBe(labelsKey({ b: '2', c: '', a: '1' }));
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const names = [...Object.keys(a), ...Object.keys(b)];
      const equal = names.every((name) => labelOf(a, name) === labelOf(b, name));
      expect(labelsKey(a) === labelsKey(b)).toBe(equal);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('setting a label to nothing removes it', () => {
  expect(withLabel({ a: '1', b: '2' }, 'a', '')).toEqual({ b: '2' });
});
