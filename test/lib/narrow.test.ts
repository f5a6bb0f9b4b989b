import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { isNarrow } from '../../src/lib/narrow.ts';
import { visible } from '../../src/lib/text.ts';

const NARROW = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isNarrow);

describe('a text that is narrow', () => {
  it('has one cell and one grapheme a unit, whatever stands beside what, and is safe', () => {
    const segmenter = new Intl.Segmenter();
    expect(NARROW.filter((sign) => stringWidth(sign) !== 1 || visible(sign) !== sign)).toEqual([]);
    const joined = NARROW.filter((sign) => {
      const beside = NARROW.map((other) => sign + other).join('');
      return [...segmenter.segment(beside)].length !== beside.length;
    });
    expect(joined).toEqual([]);
  }, 60_000);

  it('is as wide as the general measure says, at any length', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...NARROW), { maxLength: 40 }), (signs) => {
      const text = signs.join('');
      expect([isNarrow(text), stringWidth(text)]).toEqual([true, text.length]);
    }), { numRuns: 500 });
  });

  it('is what the screens are drawn with, and nothing that is wide, joins or acts', () => {
    expect([...'aé│─┤█▁⣿▶●✔✖❚⏎→↻…–·±µσ×'].every(isNarrow)).toBe(true);
    expect(['漢', '😀', '✨', '◾', 'e\u0301', '\u200d', '\ufe0f', '\u00ad', '\u001b', '\u202e', '\ud83d', '한'].some(isNarrow)).toBe(false);
  });
});
