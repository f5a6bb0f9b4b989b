import { describe, expect, it } from 'vitest';
import { printRegex, regexProblem } from '../../../src/model/filter/regex.ts';
import { cpuMillis } from '../../support/timing.ts';

describe('regexProblem', () => {
  it.each([
    '(a+)+', '(a*)*', '(.*)*', '(a|a)*', '(a|ab)+', '(?:\\w|\\d)+', '(\\s*,)*', '(a?a?)*', '((ab)*c)*', '([a-z]+\\.)+', '(?=a+)+b', '(a{1,50})*', '(a|)+', '(?<n>a+)+',
    '(a+){40,}', '(a|a){2,90}', '(a|a){13}', '(a?){30}a{30}', '(s|ſ)*', '(a+)+?', `${'(a|a)'.repeat(13)}`, '.*'.repeat(9),
  ])('refuses %s, which may never finish', (source) => {
    expect(regexProblem(source, '')).toMatchObject({ message: expect.stringMatching(/may never finish|very slow/u) });
  });

  it.each([
    'time.?out', 'time(d )?out', '^\\d{1,3}(\\.\\d{1,3}){3}$', '(?:foo|bar)+', '(error|failed|timeout)', 'a+b+c+', '.*foo.*bar.*', '[(a+)+]+', '\\(a+\\)+', '(ab)*', '(a{3})*', '\\p{L}+', '[^\\]]+', '(\\d+\\.){3}',
    '\\u{1F600}+', '(?<year>\\d{4})-(?<month>\\d{2})', '(?<!x)y+', '(ab?c){2}', 'x{,5}', '(\\+|-)*',
  ])('lets %s pass', (source) => {
    expect(regexProblem(source, source.includes('{L}') || source.includes('1F600') ? 'u' : '')).toBeUndefined();
  });

  it('names the part that is at fault', () => {
    expect(regexProblem('^x(?:a|a)*$', '')).toMatchObject({ at: 2, length: 8, message: expect.stringContaining('(?:a|a)* repeats') });
  });

  it('ends quickly on the line that each passing repeat likes least', () => {
    const hostile = 'a'.repeat(4_096);
    const took = cpuMillis(() => {
      for (const source of ['(ab)*c', '(?:a|b)*c', 'a+$b', '(a{3})*c']) expect(new RegExp(source, 'u').test(hostile)).toBe(false);
    });
    expect(took).toBeLessThan(2_000);
  });
});

describe('printRegex', () => {
  it.each([
    ['a/b', '/a\\/b/'],
    ['a\\/b', '/a\\/b/'],
    ['[/]', '/[/]/'],
    ['\\[/', '/\\[\\//'],
  ])('writes %s so that no slash inside ends it', (source, printed) => {
    expect(printRegex(source, '')).toBe(printed);
  });
});
