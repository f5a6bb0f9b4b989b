import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields, parseFieldsExactly } from '../../../../src/data/sources/decode/json.ts';
import { bounded, setField, TOO_DEEP } from '../../../../src/data/sources/decode/values.ts';
import { cpuMillis } from '../../../support/timing.ts';

describe('a JSON record', () => {
  it.each(['', '[1]', '"x"', '12', 'null', '{"a":1', '{"a":}', '{a:1}', '{"a":1} x', '{"a":"\\"}', '{"a":NaN', '{"a":"NaN'])('%s has no fields', (text) => {
    expect(parseFields(text)).toBeUndefined();
  });

  it('may hold what Python writes for numbers that are none', () => {
    expect(parseFields('{"a":NaN,"b":[-Infinity,Infinity],"NaN":"NaN is \\"NaN\\""}')).toEqual({ a: 'NaN', b: ['-Infinity', 'Infinity'], NaN: 'NaN is "NaN"' });
  });

  it('may hold comments', () => {
    expect(parseFields('{\n  "url": "http://x", // why\n  "a": 1\n} // end')).toEqual({ url: 'http://x', a: 1 });
  });

  it('keeps every digit of a long integer when asked', () => {
    expect(parseFieldsExactly('{"id":12345678901234567890,"n":-9223372036854775808,"s":"12345678901234567890","f":1.5}')).toEqual({
      id: '12345678901234567890', n: '-9223372036854775808', s: '12345678901234567890', f: 1.5,
    });
  });

  it('cannot reach a prototype', () => {
    const fields = parseFields('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(fields ?? {})) setField(copy, key, value);
    expect(Object.keys(copy)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('agrees with JSON.parse on all that is JSON', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (fields) => {
      const text = JSON.stringify(fields);
      expect(parseFields(text)).toEqual(JSON.parse(text));
    }), { numRuns: 100 });
  });

  it('takes time in proportion to the text, even for quotes that never close', () => {
    const hostile = [`"b":"${'\\"'.repeat(100_000)}`, '-'.repeat(200_000), `${'1'.repeat(200_000)}.`];
    expect(cpuMillis(() => hostile.map((text) => parseFields(`{"a":NaN,${text}`)))).toBeLessThan(1_000);
  });
});

describe('a bounded value', () => {
  it('is cut where it is nested too deep, and says so', () => {
    const losses = { deep: false, digits: false };
    let deep: unknown = 'core';
    for (let level = 0; level < 100_000; level += 1) deep = { in: deep };
    let value: unknown = bounded(deep, losses);
    let depth = 0;
    for (; typeof value === 'object' && value !== null && 'in' in value; depth += 1) value = value.in;
    expect({ depth, value, losses }).toEqual({ depth: 63, value: TOO_DEEP, losses: { deep: true, digits: false } });
  });

  it('writes numbers that are none as text and notes integers that lost digits', () => {
    const losses = { deep: false, digits: false };
    expect(bounded([Number.NaN, Number.NEGATIVE_INFINITY, 1.5], losses)).toEqual(['NaN', '-Infinity', 1.5]);
    expect(losses.digits).toBe(false);
    bounded({ id: 2 ** 60 }, losses);
    expect(losses.digits).toBe(true);
  });
});
