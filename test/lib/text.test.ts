import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellWidth, MOST_CHARS, own, padEnd, padStart, truncate, visible, wrap, wrapWords } from '../../src/lib/text.ts';
import { cpuMillis } from '../support/timing.ts';

/** What must never reach a terminal: everything that acts, hides, reorders or has no width anybody agrees on. Marks that select a variant stay. */
const FORBIDDEN = /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u;

const hostileParts = [
  '\u001b]52;c;Y3VybCBldmlsLnRlc3R8c2g=\u0007', '\u001b]8;;http://evil.test\u001b\\', '\u001b[2J', '\u001b[?1049l', '\u009b31m', '\u0090q\u009c', '\u001b]0;title\u0007', '\u0000', '\u0007', '\b', '\r', '\n', '\t', '\u007f', '\u0085',
  '\u202e', '\u2066', '\u200f', '\u061c', '\u200b', '\u200d', '\ufeff', '\u2028', '\u00ad', '\u034f', '\u115f', '\u3164', '\u17b4', '\u180e', '\ufff9', '\u{e0041}', '\u{e0100}', '\u{1d173}',
  '\ud800', '\udc00', '\uffff', '\u{1ffff}', 'e\u0301', `z${'\u0301'.repeat(40)}`, '\u0600', '\u0d4e', '😀', '👍🏽', '👨‍👩‍👧', '🇩🇪', '⚠️', '漢字', '한글', 'ﷺ', 'क्षि', '\u{1f3fb}', 'a', ' ', '~',
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...hostileParts), fc.string({ unit: 'binary', maxLength: 4 }), fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))), { maxLength: 24 }).map((parts) => parts.join(''));

describe('visible', () => {
  it('lets nothing through that acts, hides or reorders, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 40 }), (text, most) => {
        expect(visible(text)).not.toMatch(FORBIDDEN);
        expect(visible(text, most)).not.toMatch(FORBIDDEN);
      }),
      { numRuns: 3_000 },
    );
  });

  it('covers the whole of Unicode, one character at a time', () => {
    const through: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const shown = visible(String.fromCodePoint(code));
      if (FORBIDDEN.test(shown)) through.push(code.toString(16));
    }
    expect(through).toEqual([]);
  });

  it('changes nothing that is safe, and so changes a text once', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = visible(text);
        expect(visible(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
    expect(visible('plain, ünïcödé, 漢字 and ⚠️')).toBe('plain, ünïcödé, 漢字 and ⚠️');
  });

  it.each([
    ['a write to the clipboard', '\u001b]52;c;eA==\u0007', '␛]52;c;eA==␇'],
    ['a hyperlink around a text', '\u001b]8;;http://evil.test\u001b\\click\u001b]8;;\u001b\\', '␛]8;;http://evil.test␛\\click␛]8;;␛\\'],
    ['a control of the upper range', '\u009b2J', '<009B>2J'],
    ['a reversed file name', 'user\u202etxt.exe', 'user<202E>txt.exe'],
    ['tabs and line ends', 'a\tb\r\n', 'a    b␍␊'],
    ['half a character', '\ud83d alone', '<D83D> alone'],
    ['a tag', '\u{e0041}', '<E0041>'],
    ['a skin tone', '👍🏽', '👍<1F3FD>'],
    ['a pile of marks', `z${'\u0301'.repeat(40)}`, `z${'\u0301'.repeat(4)}…`],
  ])('shows %s instead of stripping it', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('cuts before it looks, counts what it cut, and never cuts a character in two', () => {
    expect(visible('abcdef', 4)).toBe('abcd …[+2 chars]');
    expect(visible('abc😀', 4)).toBe('abc …[+2 chars]');
    expect(visible('abcd', 4)).toBe('abcd');
    expect(visible('x'.repeat(MOST_CHARS + 5))).toBe(`${'x'.repeat(MOST_CHARS)} …[+5 chars]`);
  });

  it('stays bounded and quick for ten million characters', () => {
    for (const part of ['\u001b', '\u202e', '\u0301', '\ud800', 'x']) {
      expect(cpuMillis(() => expect(visible(part.repeat(10_000_000)).length).toBeLessThan(8 * MOST_CHARS))).toBeLessThan(400);
    }
  });
});

describe('cutting and filling', () => {
  const cells = fc.integer({ min: -1, max: 30 });

  it('never exceeds the cells, and fills them exactly', () => {
    fc.assert(
      fc.property(hostile, cells, (text, room) => {
        const safe = visible(text);
        const wanted = Math.max(0, room);
        expect(cellWidth(truncate(safe, room))).toBeLessThanOrEqual(wanted);
        expect(cellWidth(padEnd(safe, room))).toBe(wanted);
        expect(cellWidth(padStart(safe, room))).toBe(wanted);
        expect(padEnd(safe, room)).not.toMatch(FORBIDDEN);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says with … that something was cut, and only then', () => {
    expect(truncate(own('brick-02'), 8)).toBe('brick-02');
    expect(truncate(own('brick-02'), 5)).toBe('bric…');
    expect(truncate(own('漢字漢字'), 5)).toBe('漢字…');
    expect(truncate(own('漢字漢字'), 4)).toBe('漢…');
    expect(truncate(own('漢'), 1)).toBe('…');
    expect(truncate(own('x'), 0)).toBe('');
    expect(padEnd(own('漢字漢字'), 4)).toBe('漢… ');
    expect(padStart(own('97'), 4)).toBe('  97');
  });
});

describe('wrap', () => {
  it('keeps every line inside its cells and loses nothing where the lines are enough', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 30 }), (text, room) => {
        const safe = visible(text);
        const lines = wrap(safe, room, 10_000);
        expect(lines.join('')).toBe(safe);
        expect(lines.filter((line) => cellWidth(line) > room)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never makes half a character or a line that is too wide, not even in one cell', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 6 }), (text, room, most) => {
        const lines = wrap(visible(text), room, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        expect(lines.filter((line) => cellWidth(line) > room || FORBIDDEN.test(line))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(wrap(own('a😀b'), 1, 9)).toEqual(['a', '…', 'b']);
  });

  it('cuts the last line where more is left', () => {
    expect(wrap(own('abcdefgh'), 3, 2)).toEqual(['abc', 'de…']);
    expect(wrap(own(''), 3, 2)).toEqual(['']);
  });
});

describe('wrapWords', () => {
  it('breaks at spaces, and cuts only where the lines are not enough or a word is too long', () => {
    expect(wrapWords(own('the quick brown fox'), 9, 3)).toEqual(['the quick', 'brown fox']);
    expect(wrapWords(own('the quick brown fox'), 9, 1)).toEqual(['the quic…']);
    expect(wrapWords(own('unbelievable'), 5, 3)).toEqual(['unbe…']);
    expect(wrapWords(own(''), 5, 3)).toEqual(['']);
  });

  it('keeps every line inside its cells', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5 }), (text, room, most) => {
        const lines = wrapWords(visible(text), room, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        expect(lines.filter((line) => cellWidth(line) > room)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
