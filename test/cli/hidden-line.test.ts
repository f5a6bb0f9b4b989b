import { describe, expect, it } from 'vitest';
import { HiddenLine } from '../../src/cli/hidden-line.ts';

function typed(...pieces: readonly string[]): { readonly state: string; readonly text: string } {
  const line = new HiddenLine();
  const states = pieces.map((piece) => line.feed(piece));
  return { state: states.at(-1) ?? 'open', text: line.text };
}

describe('a hidden line', () => {
  it.each([
    ['what was typed', ['gr', 'ün 🔑', '\r'], 'grün 🔑'],
    ['nothing', ['\n'], ''],
    ['what was typed before Enter, not what followed', ['first\rsecond'], 'first'],
    ['a slip mended, by whole characters', ['word🔑\u007fs\b!\r'], 'word!'],
    ['no more than was there to delete', ['\u007f\u007fa\r'], 'a'],
    ['what came after the line was cleared', ['wrong\u0015right\r'], 'right'],
    ['no arrow or function keys', ['a\u001b[Db\u001bOPc\u001b[15;2~d\u001bxe\r'], 'abcde'],
    ['no arrow key that arrives in pieces', ['a\u001b', '[', '1;5', 'Cb\r'], 'ab'],
    ['no control characters and tabs', ['a\u0000\t\u0001b\r'], 'ab'],
  ])('gives %s', (_, pieces, text) => {
    expect(typed(...pieces)).toEqual({ state: 'entered', text });
  });

  it('is open until Enter, and cancelled by Ctrl+C and Ctrl+D', () => {
    expect(typed('word').state).toBe('open');
    expect(typed('word\u0003').state).toBe('cancelled');
    expect(typed('\u0004').state).toBe('cancelled');
  });
});
