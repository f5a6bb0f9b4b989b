import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { compile } from '../../../src/model/filter/compile.ts';
import { completions } from '../../../src/model/filter/completions.ts';
import { MOST_TEXT, parse } from '../../../src/model/filter/parse.ts';
import { print } from '../../../src/model/filter/print.ts';
import { aLog } from './a-log.ts';
import { aFilter, anyText } from './arbitrary-filter.ts';

const soup = fc
  .array(fc.oneof(anyText, fc.constantFrom('level>=warn', 'service:api', '-', 'NOT', ' OR ', ' AND ', '|', '(', ')', '"', 'msg~/a/i', 'ms>5s', 'has:', 'f!=', 'f:(', '!~/x/', ' ')), { maxLength: 14 })
  .chain((parts) => fc.constantFrom('', ' ').map((glue) => parts.join(glue)));
/** What a person, a slip or an attacker may type. */
const typed = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 40 }));

describe('the filter language, for any input', () => {
  it('reads back every filter in normal form as it was printed', () => {
    fc.assert(
      fc.property(aFilter, (filter: Filter) => {
        const text = print(filter);
        fc.pre(text.length <= MOST_TEXT);
        expect(parse(text)).toEqual({ ok: true, filter });
      }),
      { numRuns: 1_500 },
    );
  });

  it('reads back every filter that it reads, and compiles it', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parse(text);
        fc.pre(parsed.ok);
        expect(parse(print(parsed.filter))).toEqual(parsed);
        expect(compile(parsed.filter)(aLog())).toBeTypeOf('boolean');
      }),
      { numRuns: 1_500 },
    );
  });

  it('answers everything else with one problem and a place inside the text', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parse(text);
        fc.pre(!parsed.ok);
        expect(parsed.message).not.toBe('');
        expect(parsed.length).toBeGreaterThan(0);
        expect(parsed.at).toBeGreaterThanOrEqual(0);
        expect(parsed.at + parsed.length).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 1_500 },
    );
  });

  it('prints one spelling, whatever was typed', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const parsed = parse(text);
        fc.pre(parsed.ok);
        const printed = print(parsed.filter);
        const again = parse(printed);
        expect(again.ok && print(again.filter)).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });

  it('offers completions at any caret without failing, and changes nothing behind the caret', () => {
    fc.assert(
      fc.property(soup, fc.nat(60), (text, caret) => {
        const offered = completions(text, caret, ['http.status', 'my key']);
        expect(offered.length).toBeLessThanOrEqual(20);
        expect(offered.filter((whole) => !whole.endsWith(text.slice(caret)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
