import { describe, expect, it } from 'vitest';
import { completions, wordStart } from '../../../src/model/filter/completions.ts';
import { parse } from '../../../src/model/filter/parse.ts';

const FIELDS = ['http.status', 'duration_ms', 'my key', 'cycle_id'];
const at = (text: string): readonly string[] => completions(text, text.length, FIELDS);

describe('completions', () => {
  it('offers the fields that start with the word, then those with the word behind a dot or an underscore', () => {
    expect(at('s')).toEqual(['service:', 'span_id:', 'http.status:']);
    expect(at('-HT')).toEqual(['http.status:']);
    expect(at('a (dur')).toEqual(['duration_ms:']);
    expect(at('my')).toEqual(['"my key":']);
  });

  it('offers levels behind every operator of level', () => {
    expect(at('level>=w')).toEqual(['level>=warn']);
    expect(at('x level:')).toEqual(['level:trace', 'level:debug', 'level:info', 'level:warn', 'level:error', 'level:fatal']);
    expect(at('le')).toEqual(['level>=']);
  });

  it('offers fields behind has and keywords for their capitals', () => {
    expect(at('has:cy')).toEqual(['has:cycle_id']);
    expect(at('has:my')).toEqual(['has:"my key"']);
    expect(at('ha')).toEqual(['has:']);
    expect(at('a O')).toEqual(['OR']);
  });

  it('offers all fields for an empty word, and nothing where any text is right', () => {
    expect(at('')).toHaveLength(6 + FIELDS.length + 1);
    for (const text of ['"s', '"a \\" s', 'service:s', 'duration_ms>5', 'msg~/s', 'zzz']) expect(at(text)).toEqual([]);
  });

  it('looks at the word before the caret, not behind it', () => {
    expect(completions('ser x', 3, FIELDS)).toEqual(['service:']);
    expect(wordStart('a (-ser', 7)).toBe(4);
    expect(wordStart('a ', 2)).toBe(2);
  });

  it('yields words that stay readable when the rest is added', () => {
    for (const name of completions('', 0, FIELDS)) expect(parse(`${name}${name === 'level>=' ? 'warn' : 'x'}`)).toMatchObject({ ok: true });
  });
});
