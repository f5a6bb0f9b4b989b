import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex, MOST_PATTERN, type Regex } from '../../src/promql/re2/regex.ts';
import { cpuMillis } from '../support/timing.ts';

function regex(source: string): Regex {
  const compiled = compileRegex(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
  return compiled.regex;
}

describe('a pattern covers the whole text', () => {
  test.each([
    ['', ['']], ['abc', ['abc']], ['a|bc', ['a', 'bc']], ['a*', ['', 'aaa']], ['.', ['\n', 'é', '😀']], ['a.c', ['a\nc']],
    ['[a-c]+', ['abc']], ['[^a-c]', ['d', '\n']], ['[]a]+', [']a']], ['[^]a]', ['b']], ['[a-]+', ['a-']], ['[-a]+', ['-a']],
    ['[\\d.]+', ['1.2']], ['[[:alpha:]_]+', ['ab_']], ['[[:^digit:]]', ['a']], ['[é-ü]', ['ö']],
    ['\\d+', ['12']], ['\\D\\W\\S', ['a-b']], ['\\w\\s', ['a ']], ['\\pL+', ['éaß']], ['\\p{Greek}', ['π']], ['\\P{Lu}', ['a']],
    ['\\p{^Lu}', ['a']], ['\\pN', ['5', '٣']],
    ['(?i)ABC', ['abc', 'AbC']], ['(?i:a)b', ['Ab']], ['a(?i)b|c', ['aB', 'C']], ['(?i)[a-c]+', ['ABC']], ['(?-s).', ['a']],
    ['(?i)straße', ['STRAßE']], ['(?i)k', ['K', '\u212a']],
    ['a{2}', ['aa']], ['a{2,}', ['aa', 'aaaa']], ['a{1,2}', ['a', 'aa']], ['a{0}', ['']], ['{', ['{']], ['a{,2}', ['a{,2}']],
    ['x{2,1', ['x{2,1']], ['a+?b??', ['aab', 'a']],
    ['^abc$', ['abc']], ['\\Aabc\\z', ['abc']], ['(?m)a$\n^b', ['a\nb']], ['a\\b-', ['a-']], ['a\\Bb', ['ab']],
    ['\\Qa.b*\\E', ['a.b*']], ['\\Q(\\', ['(\\']], ['\\x41\\x{1F600}', ['A😀']], ['\\101', ['A']], ['\\.\\*\\-\\/', ['.*-/']],
    ['\\a\\t\\v', ['\x07\t\v']],
    ['(?P<n>a)(?<m>b)', ['ab']], ['(?:a|b)+', ['abab']], ['(a*)*b', ['aab', 'b']], ['(|a)+', ['', 'aa']], ['(?U)a+', ['aa']],
    ['a||b', ['', 'b']], ['()', ['']],
  ] as const)('%j', (source, texts) => {
    for (const text of texts) expect([text, regex(source).matches(text)]).toEqual([text, true]);
  });

  test.each([
    ['abc', ['ab', 'abcd', 'xabc', 'ABC']], ['a|bc', ['ac', 'abc']], ['a.c', ['ac']], ['(?-s)a.c', ['a\nc']], ['\\s', ['\v', '\u00a0']],
    ['\\d', ['٣']], ['[^\\d]', ['1']], ['(?i:a)b', ['aB']],
    ['a{2}', ['a', 'aaa']], ['a\\bb', ['ab']], ['^^a$$b', ['ab']], ['[a-c]', ['', 'd', 'ab']], ['\\Q.\\E', ['a']], ['(?i)[^a]', ['A']],
  ])('%j does not match too much', (source, texts) => {
    for (const text of texts) expect([text, regex(source).matches(text)]).toEqual([text, false]);
  });
});

test.each([
  ['(', 'missing closing )'], [')', 'unexpected )'], ['[a', 'missing closing ]'], ['*a', 'missing argument'],
  ['a**', 'invalid nested repetition'], ['a{2}{3}', 'invalid nested repetition'],
  ['a{1001}', 'invalid repeat count'], ['a{2,1}', 'invalid repeat count'], ['(?=a)', 'Perl syntax'], ['(?!a)', 'Perl syntax'],
  ['(?<=a)', 'Perl syntax'], ['\\1', 'invalid escape'], ['\\8', 'invalid escape'], ['\\', 'trailing backslash'],
  ['\\y', 'invalid escape'], ['[b-a]', 'invalid character class range'], ['[[:nope:]]', 'invalid character class range'],
  ['\\p{Nope}', 'invalid character class range'], ['(?P<n>a)(?P<n>b)', 'duplicate capture group'], ['\\x{110000}', 'out of range'],
])('RE2 refuses %j, and so does this', (source, words) => {
  const compiled = compileRegex(source);
  expect(compiled.ok ? 'compiled' : compiled.message).toContain(words);
});

test('groups are what a backtracking matcher would have found', () => {
  const { captures } = regex('(?P<first>a+?)(a*)(b)?(?:c|(d))');
  const found = captures('aaad');
  expect(found?.groups).toEqual(['aaad', 'a', 'aa', undefined, 'd']);
  expect(found?.names.get('first')).toBe(1);
  expect(captures('b')).toBeUndefined();
  expect(regex('(😀|é)+').captures('é😀')?.groups).toEqual(['é😀', '😀']);
});

test('on what both languages share it agrees with JavaScript', () => {
  const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '(a|bc)', '(?:ab?)', '(b*)', '');
  const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '*?', '|')).map(([one, many]) => (one === '' ? '' : one + many));
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', '\n'), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const expected = new RegExp(`^(?:${source})$`, 's').exec(subject);
      expect([source, subject, regex(source).matches(subject)]).toEqual([source, subject, expected !== null]);
    }),
    { numRuns: 500, seed: 11 },
  );
});

describe('a hostile pattern costs little', () => {
  test.each(['(a+)+b', '(a|a)*b', '(a|aa)+b', '(.*)*x', '((a*)*)*b', 'a?'.repeat(30) + 'a'.repeat(30) + 'b'])('%s', (source) => {
    expect(cpuMillis(() => expect(regex(source).matches('a'.repeat(2_000))).toBe(false))).toBeLessThan(2_000);
  });

  test('what would compile to an enormous program is refused', () => {
    for (const source of ['((a{1000}){1000}){1000}', '(?:(?:(?:){1000}){1000}){1000}', `${'('.repeat(1_000)}${')'.repeat(1_000)}`, 'a'.repeat(MOST_PATTERN + 1)]) {
      expect(compileRegex(source).ok).toBe(false);
    }
  });

  test('any text is a pattern or a message', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'()[]{}|*+?^$.\\-,:=<>!Piab12:xQEpL\n'.split('')), maxLength: 20 }), (source) => {
        const compiled = compileRegex(source);
        expect(compiled.ok ? typeof compiled.regex.matches('ab12') : typeof compiled.message).toBe(compiled.ok ? 'boolean' : 'string');
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
