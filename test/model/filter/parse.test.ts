import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { MOST_DEPTH, MOST_TEXT, parse } from '../../../src/model/filter/parse.ts';
import { print } from '../../../src/model/filter/print.ts';

function filterOf(text: string): Filter | undefined {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${parsed.message} at ${parsed.at}`);
  return parsed.filter;
}

const text = (words: string): Filter => ({ op: 'text', text: words });
const match = (field: string, value: string): Filter => ({ op: 'match', field, value });

describe('parse', () => {
  it.each(['', ' ', '\t\n '])('takes %j as no filter', (empty) => {
    expect(parse(empty)).toEqual({ ok: true, filter: undefined });
  });

  it.each<[string, Filter]>([
    ['reset', text('reset')],
    ['"conn reset"', text('conn reset')],
    ['service:api', match('service', 'api')],
    ['service=api', match('service', 'api')],
    ['service==api', match('service', 'api')],
    ['service:"a b\\"c"', match('service', 'a b"c')],
    ['service:""', match('service', '')],
    ['"my key":v', match('my key', 'v')],
    ['-path:/health', { op: 'not', term: match('path', '/health') }],
    ['path!=/health', { op: 'not', term: match('path', '/health') }],
    ['NOT x', { op: 'not', term: text('x') }],
    ['NOT NOT x', text('x')],
    ['level>=warn', { op: 'level', compare: '>=', level: 'warn' }],
    ['level:ERR', { op: 'level', compare: '=', level: 'error' }],
    ['level!=info', { op: 'level', compare: '!=', level: 'info' }],
    ['"level":5', match('level', '5')],
    ['msg~/time.?out/i', { op: 'regex', field: 'msg', source: 'time.?out', flags: 'i' }],
    ['msg=~/a\\/b[/]/ui', { op: 'regex', field: 'msg', source: 'a\\/b[/]', flags: 'iu' }],
    ['msg!~/x/', { op: 'not', term: { op: 'regex', field: 'msg', source: 'x', flags: '' } }],
    ['duration_ms>500', { op: 'number', field: 'duration_ms', compare: '>', value: 500, unit: '' }],
    ['latency>200ms', { op: 'number', field: 'latency', compare: '>', value: 200, unit: 'ms' }],
    ['size<4KiB', { op: 'number', field: 'size', compare: '<', value: 4, unit: 'KiB' }],
    ['size<="4 mb"', { op: 'number', field: 'size', compare: '<=', value: 4, unit: 'MB' }],
    ['cpu>=80%', { op: 'number', field: 'cpu', compare: '>=', value: 80, unit: '%' }],
    ['delta>-1.5e3', { op: 'number', field: 'delta', compare: '>', value: -1500, unit: '' }],
    ['has:trace_id', { op: 'has', field: 'trace_id' }],
    ['has!="my key"', { op: 'not', term: { op: 'has', field: 'my key' } }],
    ['a b AND c', { op: 'and', terms: [text('a'), text('b'), text('c')] }],
    ['a b OR c', { op: 'or', terms: [{ op: 'and', terms: [text('a'), text('b')] }, text('c')] }],
    ['a|b', { op: 'or', terms: [text('a'), text('b')] }],
    ['a (b OR c)', { op: 'and', terms: [text('a'), { op: 'or', terms: [text('b'), text('c')] }] }],
    ['a (b c)', { op: 'and', terms: [text('a'), text('b'), text('c')] }],
    ['-(a b)', { op: 'not', term: { op: 'and', terms: [text('a'), text('b')] } }],
    ['NOT(a)', { op: 'not', term: text('a') }],
    ['path:(/a OR "/b c")', { op: 'or', terms: [match('path', '/a'), match('path', '/b c')] }],
    ['path!=(/a OR /b)', { op: 'not', term: { op: 'or', terms: [match('path', '/a'), match('path', '/b')] } }],
    ['path:(/a* -*x)', { op: 'and', terms: [match('path', '/a*'), { op: 'not', term: match('path', '*x') }] }],
    ['level:(warn OR error)', { op: 'or', terms: [{ op: 'level', compare: '=', level: 'warn' }, { op: 'level', compare: '=', level: 'error' }] }],
  ])('reads %s', (typed, filter) => {
    expect(filterOf(typed)).toEqual(filter);
  });

  it.each(['http://host/path', '14:35:02', ':8080', 'or', 'not', 'anchor-cycle-0412', '[x]', '99%', '#1', 'a,b:c'])('takes %s as a search word', (word) => {
    expect(filterOf(word)).toEqual(text(word));
  });

  it.each([
    ['level>=warn service:api -path:/health "conn reset" msg~/time.?out/i duration_ms>500 latency>200ms size<4KiB (a OR b) has:trace_id NOT x',
      'level>=warn service:api -path:/health "conn reset" msg~/time.?out/i duration_ms>500 latency>200ms size<4KiB (a OR b) has:trace_id -x'],
    ['a|b   AND c', 'a OR b c'],
    ['((a))', 'a'],
    ['f:(a|b) x', '(f:a OR f:b) x'],
    ['f=5', 'f:5'],
    ['"OR" "-x" "a:b" "plain"', '"OR" "-x" "a:b" plain'],
    ['f:"//x" "has":y', 'f:"//x" "has":y'],
    ['"tab\\tand \\u{202e} and \\u202E"', '"tab\\tand \\u{202e} and \\u{202e}"'],
  ])('prints %s in its canonical spelling', (typed, printed) => {
    expect(print(filterOf(typed))).toBe(printed);
  });

  it('reads as many parentheses as it allows, and no more', () => {
    expect(filterOf(`${'('.repeat(MOST_DEPTH)}a${')'.repeat(MOST_DEPTH)}`)).toEqual(text('a'));
    expect(parse(`${'('.repeat(MOST_DEPTH + 1)}a${')'.repeat(MOST_DEPTH + 1)}`)).toMatchObject({ ok: false, at: MOST_DEPTH });
  });

  it('refuses what is too long as typed or as written out, so that a filter can always be read back', () => {
    expect(parse('a'.repeat(MOST_TEXT))).toMatchObject({ ok: true });
    expect(parse('a'.repeat(MOST_TEXT + 1))).toMatchObject({ ok: false, at: MOST_TEXT, length: 1 });
    expect(parse(`a_rather_long_name:(${'a|'.repeat(500)}a)`)).toMatchObject({ ok: false, message: expect.stringContaining('too long') });
    expect(parse('-'.repeat(MOST_TEXT))).toMatchObject({ ok: false });
    expect(parse('NOT '.repeat(1_000))).toMatchObject({ ok: false });
  });
});

describe('a mistake in a filter', () => {
  /** `^` under the first and the last character of the place. */
  function shown(typed: string): string {
    const parsed = parse(typed);
    if (parsed.ok) return 'no mistake';
    return `${parsed.message}\n${' '.repeat(parsed.at)}${'^'.repeat(parsed.length)}`;
  }

  it.each<[string, string, string]>([
    ['a "conn reset', '  ^^^^^^^^^^^', 'quote is never closed'],
    ['a "conn reset\\"', '  ^^^^^^^^^^^^^', 'quote is never closed'],
    ['a (b c', '  ^', '( is never closed'],
    ['a b) c', '   ^', ') closes nothing'],
    ['a ()', '  ^^', 'nothing stands between'],
    ['(a OR )', '   ^^', 'OR needs a term on its right'],
    ['a OR', '  ^^', 'OR needs a term on its right'],
    ['a ||b', '  ^', '| needs a term on its right'],
    ['OR a', '^^', 'OR needs a term on its left'],
    ['AND a', '^^^', 'AND needs a term on its left'],
    ['a AND', '  ^^^', 'AND needs a term on its right'],
    ['a NOT', '  ^^^', 'NOT needs a term'],
    ['a NOT ', '  ^^^', 'NOT needs a term'],
    ['(NOT ) b', ' ^^^', 'NOT needs a term'],
    ['a OR  ', '  ^^', 'OR needs a term on its right'],
    ['a -OR b', '   ^^', 'OR needs a term on its left'],
    ['a - b', '  ^', '- needs a term right behind it'],
    ['--flag', '^', 'needs quotes'],
    ['level>=warm', '       ^^^^', 'did you mean warn?'],
    ['level:zebra', '      ^^^^^', 'trace debug info warn error fatal'],
    ['level>', '^^^^^^', 'expected a value behind level>'],
    ['panic: x', '^^^^^^', 'put it in quotes'],
    ['ms>fast', '   ^^^^', 'such as 500, 200ms'],
    ['ms>5parsecs', '   ^^^^^^^^', 'units are ns us ms'],
    ['ms>(1 OR 2)', '   ^', 'compares with one value'],
    ['msg~time', '    ^^^^', 'expected /regex/ behind ~'],
    ['msg~/time', '    ^^^^^', 'regex is never closed'],
    ['msg~/a(/', '     ^^', 'no valid regex: unterminated group'],
    ['msg~//', '     ^', 'empty'],
    ['msg~/a/gi', '       ^^', 'flags i, m, s and u'],
    ['msg~/a/ii', '       ^^', 'each once'],
    ['msg~/x(a+)+y/', '      ^^^^^', '(a+)+ repeats something that itself repeats'],
    ['msg~/a/)', '       ^', ') closes nothing'],
    ['connect(host)', '       ^', 'needs quotes'],
    ['a"b"', ' ^', 'needs quotes'],
    ['has:', '^^^^', 'expected a value behind has:'],
    ['has>x', '    ^', 'expected has:field'],
    ['"":x', '^^', 'field name'],
    ['""', '^^', 'word to search for'],
  ])('in %s is pointed at and explained', (typed, place, message) => {
    expect(shown(typed)).toContain(message);
    expect(shown(typed).endsWith(`\n${place}`)).toBe(true);
  });

  it('refuses a regex that is too long for its safety to be judged', () => {
    expect(parse(`msg~/${'a'.repeat(256)}/`)).toMatchObject({ ok: true });
    expect(parse(`msg~/${'a'.repeat(257)}/`)).toMatchObject({ ok: false, at: 5, length: 257 });
  });
});
