import { describe, expect, it } from 'vitest';
import { line, span, type Style } from '../../src/lib/line.ts';
import { own, visible } from '../../src/lib/text.ts';
import { ansiLine } from '../../src/terminal/ansi-line.ts';
import { FORBIDDEN, HOSTILE } from '../support/builders.ts';

describe('a line with colours', () => {
  it('ends every colour where its piece ends', () => {
    expect(ansiLine(line(span(own('plain ')), span(own('bad'), 'bad'), span(own(' plain'))))).toBe('plain \u001b[1;31mbad\u001b[m plain');
  });

  it('inverts a piece under the cursor, whatever its colour', () => {
    expect(ansiLine({ spans: [{ text: own('a'), style: 'plain', inverse: true }, { text: own('b'), style: 'warn', inverse: true }] })).toBe('\u001b[7ma\u001b[m\u001b[7;33mb\u001b[m');
  });

  it('is nothing but colours and harmless text for any text and style', () => {
    const styles: readonly Style[] = ['plain', 'dim', 'title', 'hit', 'mark', 'gap', 'replay', 'level.fatal', 'series.6'];
    for (const text of HOSTILE) {
      for (const style of styles) {
        const drawn = ansiLine(line(span(visible(text), style)));
        expect(drawn.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(FORBIDDEN);
      }
    }
  });
});
