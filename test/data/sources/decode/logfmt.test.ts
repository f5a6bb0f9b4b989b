import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogfmt } from '../../../../src/data/sources/decode/logfmt.ts';

describe('logfmt', () => {
  it('reads bare, quoted, empty and numeric values', () => {
    expect(parseLogfmt('ts=2026-11-21T01:02:03Z level=warn msg="a \\"b\\" \\\\ c\\n\\u00e9" n=1.5 id=007 f=1.50 ok=true none= err.code=-3')).toEqual({
      ts: '2026-11-21T01:02:03Z', level: 'warn', msg: 'a "b" \\ c\né', n: 1.5, id: '007', f: '1.50', ok: true, none: '', 'err.code': -3,
    });
  });

  it('keeps what a quoted value spells as text', () => {
    expect(parseLogfmt('a="12" b="true"')).toEqual({ a: '12', b: 'true' });
  });

  it.each(['', 'hello', 'hello world=1', '=x', 'a="open', 'a="x"y b=1', 'a=1 and more words', 'a=b"c"', '{"a":1}', '<13>a=1'])('%s is none', (line) => {
    expect(parseLogfmt(line)).toBeUndefined();
  });

  it('takes bare words for flags only where they are allowed', () => {
    expect(parseLogfmt('at=info done')).toBeUndefined();
    expect(parseLogfmt('at=info done', { flags: 1 })).toEqual({ at: 'info', done: true });
  });

  it('stores a key named __proto__ as a field', () => {
    const fields = parseLogfmt('__proto__=x a=1') ?? {};
    expect(Object.keys(fields)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });

  it('reads back whatever strings it is given', () => {
    const key = fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/);
    fc.assert(fc.property(fc.dictionary(key, fc.string(), { minKeys: 1 }), (fields) => {
      const line = Object.entries(fields).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`).join(' ');
      expect(parseLogfmt(line)).toEqual({ ...fields });
    }), { numRuns: 100 });
  });
});
