import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLANK, fitLine, inverted, justify, line, lineText, lineWidth, span, words, type Line } from '../../src/lib/line.ts';
import { own, visible } from '../../src/lib/text.ts';
import { HOSTILE } from '../support/builders.ts';

const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 8 })).map((text) => span(visible(text), 'dim'));
const anyLine = fc.array(piece, { maxLength: 6 }).map((pieces) => line(...pieces));
const cells = fc.integer({ min: 0, max: 60 });

describe('fitLine', () => {
  it('leaves alone what fits, and says with … where it cut', () => {
    expect(lineText(fitLine(words('abc'), 3))).toBe('abc');
    expect(lineText(fitLine(words('abcd'), 3))).toBe('ab…');
    expect(lineText(fitLine(line(span(own('ab')), span(own('cd'))), 3))).toBe('ab…');
    expect(lineText(fitLine(line(span(own('abc')), span(own('d'))), 3))).toBe('ab…');
    expect(lineText(fitLine(line(span(own('漢字')), span(own('漢'))), 4))).toBe('漢…');
    expect(lineText(fitLine(words('abc'), 1))).toBe('…');
    expect(lineText(fitLine(words('abc'), 0))).toBe('');
  });

  it('never yields more cells than there are', () => {
    fc.assert(
      fc.property(anyLine, cells, (row, room) => {
        expect(lineWidth(fitLine(row, room))).toBeLessThanOrEqual(room);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps styles, the inverse look, and the mark of the cursor row', () => {
    const row: Line = { spans: [{ text: own('abcdef'), style: 'bad', inverse: true }], selected: true };
    expect(fitLine(row, 3)).toEqual({ spans: [{ text: 'ab…', style: 'bad', inverse: true }], selected: true });
  });
});

describe('justify', () => {
  it('puts one part at the right edge; the left one gives way', () => {
    expect(lineText(justify(words('left'), words('right'), 12))).toBe('left   right');
    expect(lineText(justify(words('left side'), words('right'), 10))).toBe('lef… right');
    expect(lineText(justify(words('left'), words('right'), 4))).toBe('rig…');
    expect(lineText(justify(BLANK, BLANK, 3))).toBe('   ');
  });

  it('fills its cells exactly, or is cut to them', () => {
    fc.assert(
      fc.property(anyLine, anyLine, cells, (left, right, room) => {
        const row = justify(left, right, room);
        expect(lineWidth(row)).toBeLessThanOrEqual(room);
        expect(lineWidth(row) === room || lineWidth(right) >= room).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the row under the cursor', () => {
  it('is inverse over all its cells, and any other row is left as it is', () => {
    const row = { ...words('ab', 'bad'), selected: true };
    expect(inverted(row, 4).spans).toEqual([{ text: 'ab', style: 'plain', inverse: true }, { text: '  ', style: 'plain', inverse: true }]);
    expect(inverted(words('ab'), 4)).toEqual(words('ab'));
    expect(lineText(inverted({ ...words('abcdef'), selected: true }, 4))).toBe('abc…');
  });

  it('may be inverse at its beginning only, through the middle of a span but of no character', () => {
    const row = { ...line(span(own('14:35')), span(own(' 漢字'), 'bad')), selected: true };
    const turned = (cells: number) => inverted({ ...row, turned: cells }, 12).spans.map(({ text, inverse }) => (inverse === true ? `[${text}]` : text)).join('');
    expect([3, 5, 6, 7, 8, 11, 20].map(turned)).toEqual(['[14:]35 漢字', '[14:35] 漢字', '[14:35][ ]漢字', '[14:35][ ]漢字', '[14:35][ 漢]字', '[14:35][ 漢字][ ]', '[14:35][ 漢字][  ]']);
  });
});
