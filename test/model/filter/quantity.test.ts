import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/model/filter/compile.ts';
import { parse } from '../../../src/model/filter/parse.ts';
import { parseQuantity } from '../../../src/model/filter/quantity.ts';
import type { Value } from '../../../src/model/signal.ts';
import { aLog } from './a-log.ts';

describe('parseQuantity', () => {
  it.each<[string, number, string]>([
    ['500', 500, ''], ['-1.5', -1.5, ''], ['.5', 0.5, ''], ['1e3', 1_000, ''], ['200ms', 200, 'ms'], ['1.5 s', 1.5, 's'], ['4KiB', 4, 'KiB'], ['4kib', 4, 'KiB'], ['12 mb', 12, 'MB'], ['80%', 80, '%'], ['3µs', 3, 'us'], ['-0', 0, ''],
  ])('reads %s', (text, value, unit) => {
    expect(parseQuantity(text)).toEqual({ value, unit });
  });

  it.each(['', ' ', 'ms', '5M', '5S', '5 parsecs', '0x10', '1,000', '1e999', 'NaN', 'Infinity', '--5', '1.2.3', '5%%', '9'.repeat(65)])('does not take %j for a number', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

describe('a comparison of numbers', () => {
  function passes(filter: string, value: Value | undefined): boolean {
    const parsed = parse(filter);
    if (!parsed.ok) throw new Error(parsed.message);
    const field = /^[\w.]+/u.exec(filter)?.[0] ?? '';
    return compile(parsed.filter)(aLog(value === undefined ? {} : { attributes: { [field]: value } }));
  }

  it.each<[string, Value, boolean]>([
    ['depth>96', 97, true],
    ['depth>97', 97, false],
    ['depth>=97', '97', true],
    ['depth<0', '-1e3', true],
    ['depth>9007199254740991', 9_007_199_254_740_990, false],
    // The unit comes from the name of the field.
    ['duration_ms>500', 501, true],
    ['duration_ms>0.5s', 501, true],
    ['duration_ms>1s', 501, false],
    ['duration_ms>=500', '0.5s', true],
    ['elapsedSeconds>1500ms', 1.6, true],
    ['wait_seconds<=570ms', 0.57, true],
    ['wait_seconds>=570ms', 0.57, true],
    ['http.body_bytes>4KiB', 4_097, true],
    ['http.body_bytes>4KiB', '5 KB', true],
    ['hit_ratio<80%', 0.79, true],
    ['cpu_percent>80', 87.3, true],
    ['cpu_percent>80%', '87.3%', true],
    // No unit in the name: the number is compared as it is, the text by what it says.
    ['latency>200ms', 350, true],
    ['latency>200ms', '0.35s', true],
    ['latency>200ms', '150ms', false],
    ['latency>30s', '1m2.5s', true],
    ['latency>2h', '1h59m59s', false],
    ['latency>1', '1.5s', false],
    ['latency>200ms', '5 MB', false],
    ['latency>200ms', 'slow', false],
    ['duration_ms>4KiB', 99_999, false],
    ['latency>0', [0, 5], true],
    ['latency>0', { a: 5 }, false],
    ['latency>0', true, false],
    ['latency>=0', null, false],
    ['latency>=0', '', false],
  ])('%s is, for %j, %s', (filter, value, expected) => {
    expect(passes(filter, value)).toBe(expected);
  });

  it('passes no record that lacks the number, whichever way it compares', () => {
    for (const compare of ['>', '>=', '<', '<=']) expect(passes(`latency${compare}0`, undefined)).toBe(false);
  });

  it('takes "not equal" as everything that is not equal, the absent too', () => {
    const unequal = compile({ op: 'number', field: 'n', compare: '!=', value: 5, unit: '' });
    expect([5, 6, undefined].map((n) => unequal(aLog(n === undefined ? {} : { attributes: { n } })))).toEqual([false, true, true]);
    const equal = compile({ op: 'number', field: 'n_ms', compare: '=', value: 5, unit: 's' });
    expect([5_000, '5s', 5].map((n) => equal(aLog({ attributes: { n_ms: n } })))).toEqual([true, true, false]);
  });
});
