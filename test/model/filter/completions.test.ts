import { describe, expect, it } from 'vitest';
import { completions } from '../../../src/model/filter/completions.ts';
import { parse } from '../../../src/model/filter/parse.ts';

const FIELDS = ['http.status', 'duration_ms', 'my key', 'cycle_id'];
const at = (text: string): readonly string[] => completions(text, text.length, FIELDS);

describe('completions', () => {
  it('offers the fields that start with the word, then those with the word behind a dot or an underscore', () => {
    expect(at('s')).toEqual(['service:', 'span_id:', 'http.status:']);
    expect(at('-HT')).toEqual(['-http.status:']);
    expect(at('a (dur')).toEqual(['a (duration_ms:']);
    expect(at('my')).toEqual(['"my key":']);
  });

  it('offers levels behind every operator of level', () => {
    expect(at('level>=w')).toEqual(['level>=warn']);
    expect(at('x level:')).toEqual(['x level:trace', 'x level:debug', 'x level:info', 'x level:warn', 'x level:error', 'x level:fatal']);
    expect(at('le')).toEqual(['level>=']);
  });

  it('offers fields behind has and keywords for their capitals', () => {
    expect(at('has:cy')).toEqual(['has:cycle_id']);
    expect(at('has:my')).toEqual(['has:"my key"']);
    expect(at('ha')).toEqual(['has:']);
    expect(at('a O')).toEqual(['a OR']);
  });

  it('offers all fields for an empty word, and nothing where any text is right', () => {
    expect(at('')).toHaveLength(6 + FIELDS.length + 1);
    for (const text of ['"s', '"a \\" s', 'service:s', 'duration_ms>5', 'msg~/s', 'zzz']) expect(at(text)).toEqual([]);
  });

  it('completes the word before the caret and leaves the rest', () => {
    expect(completions('ser x', 3, FIELDS)).toEqual(['service: x']);
    expect(completions('a dur OR b', 5, FIELDS)).toEqual(['a duration_ms: OR b']);
    expect(completions('ser', 99, FIELDS)).toEqual(['service:']);
  });

  it('yields words that stay readable when the rest is added', () => {
    for (const name of completions('', 0, FIELDS)) expect(parse(`${name}${name === 'level>=' ? 'warn' : 'x'}`)).toMatchObject({ ok: true });
  });
});
