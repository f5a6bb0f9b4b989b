import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { compile } from '../../../src/model/filter/compile.ts';
import { exclude, include } from '../../../src/model/filter/edit.ts';
import { parse } from '../../../src/model/filter/parse.ts';
import { print } from '../../../src/model/filter/print.ts';
import { pushdown } from '../../../src/model/filter/pushdown.ts';
import { LEVELS, levelRank } from '../../../src/model/level.ts';
import { aLog } from './a-log.ts';
import { aFilter, anyText } from './arbitrary-filter.ts';

function filterOf(text: string): Filter | undefined {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.filter;
}

describe('include and exclude', () => {
  it.each<[string, string, string, string, string]>([
    ['', 'service', 'api', 'service:api', '-service:api'],
    ['level>=warn', 'service', 'api', 'level>=warn service:api', 'level>=warn -service:api'],
    ['a OR b', 'x', 'y z', '(a OR b) x:"y z"', '(a OR b) -x:"y z"'],
    ['', 'level', 'warn', 'level:warn', 'level!=warn'],
    ['service:api', 'service', 'api', 'service:api', 'service:api -service:api'],
    ['', 'my key', '*', '"my key":\\*', '-"my key":\\*'],
  ])('to %j with %s %s', (before, field, value, included, excluded) => {
    expect(print(include(filterOf(before), field, value))).toBe(included);
    expect(print(exclude(filterOf(before), field, value))).toBe(excluded);
  });

  it('adds a term once however often the key is pressed', () => {
    const once = exclude(filterOf('a b'), 'path', '/x');
    expect(exclude(once, 'path', '/x')).toEqual(once);
    expect(include(include(undefined, 'a', 'b'), 'a', 'b')).toEqual(include(undefined, 'a', 'b'));
  });

  it('keeps just the records with the value, or just the others, whatever the value', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)), (value) => {
        const record = aLog({ attributes: { 'the key': value } });
        expect(compile(include(undefined, 'the key', value))(record)).toBe(true);
        expect(compile(exclude(undefined, 'the key', value))(record)).toBe(false);
        expect(filterOf(print(include(undefined, 'the key', value)))).toEqual(include(undefined, 'the key', value));
        expect(compile(include(undefined, 'the key', value))(aLog({ attributes: { 'the key': 'quite another' } }))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('matches a very long value by its start, without cutting a character in two', () => {
    const long = `${'x'.repeat(255)}😀${'y'.repeat(9_000)}`;
    const filter = include(undefined, 'body', long);
    expect(filter).toEqual({ op: 'match', field: 'body', value: `${'x'.repeat(255)}*` });
    expect(compile(filter)(aLog({ attributes: { body: long } }))).toBe(true);
  });

  it('asks for the presence of a list or an object', () => {
    expect(print(include(undefined, 'tags', ['a']))).toBe('has:tags');
    expect(print(exclude(undefined, 'http', { a: 1 }))).toBe('-has:http');
  });
});

describe('pushdown', () => {
  it.each<[string, number | undefined]>([
    ['', undefined],
    ['level>=warn', 3],
    ['level>warn', 4],
    ['level:error x', 4],
    ['level<=warn', undefined],
    ['level!=trace', 1],
    ['level!=info', undefined],
    ['level>=warn OR level:info', 2],
    ['level>=warn OR x', undefined],
    ['level>=warn level>=error', 4],
    ['-level<error', 4],
    ['-(level<=info OR x)', 3],
    ['-(level<=info x)', undefined],
    ['level>fatal', 6],
    ['x', undefined],
  ])('knows from %j the least level %s', (text, minLevel) => {
    expect(pushdown(filterOf(text))).toEqual(minLevel === undefined ? {} : { minLevel });
  });

  it('never hides a record that passes', () => {
    fc.assert(
      fc.property(aFilter, fc.constantFrom(...LEVELS), (filter, level) => {
        const record = aLog({ level, service: 'a' });
        fc.pre(compile(filter)(record));
        expect(levelRank(level)).toBeGreaterThanOrEqual(pushdown(filter).minLevel ?? 0);
      }),
      { numRuns: 500 },
    );
  });
});
