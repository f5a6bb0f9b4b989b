import { renderToString } from 'ink';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLANK, fitLine, inverted, line, lineText, span, words, type Line, type Style } from '../../src/lib/line.ts';
import { own, visible } from '../../src/lib/text.ts';
import { Rows } from '../../src/widgets/Rows.tsx';
import { THEME } from '../../src/lib/theme.ts';
import { HOSTILE } from '../support/builders.ts';

const COLUMNS = 40;
const STYLES = Object.keys(THEME).filter((key): key is Style => Object.hasOwn(THEME, key));
// Colours are no part of this: they are taken off again.
const COLOURS = /\u001b\[[\d;]*m/g;

function painted(lines: readonly Line[], columns = COLUMNS): readonly string[] {
  return renderToString(<Rows lines={lines} columns={columns} />, { columns }).replace(COLOURS, '').split('\n').map((row) => row.trimEnd());
}

function texts(lines: readonly Line[]): readonly string[] {
  return lines.map((row) => lineText(row).trimEnd());
}

describe('Rows', () => {
  it('paints each line on a row of its own, blank ones too', () => {
    const lines = [words('one'), BLANK, line(span(own(''))), words('  two  '), BLANK, words('three')];
    expect(painted(lines)).toEqual(['one', '', '', '  two', '', 'three']);
  });

  it('paints wide, marked and hostile text cell by cell as the line says', () => {
    for (const text of HOSTILE) {
      const lines = [fitLine(line(span(own('│ '), 'dim'), span(visible(text), 'level.error'), span(own(' end'))), COLUMNS), words('below')];
      expect(painted(lines)).toEqual(texts(lines));
    }
  });

  it('paints what fits for any text, cut anywhere', () => {
    const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 }));
    const row = fc.array(fc.tuple(piece, fc.constantFrom(...STYLES)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 60 }), (rows, columns) => {
        const lines = rows.map((pieces) => fitLine(line(...pieces.map(([text, style]) => span(visible(text), style))), columns));
        expect(painted(lines, columns)).toEqual(texts(lines));
      }),
      { numRuns: 60 },
    );
  });

  it('paints the row under the cursor over its whole width', () => {
    const row = inverted({ ...words('chosen', 'bad'), selected: true }, COLUMNS);
    expect(lineText(row)).toBe('chosen'.padEnd(COLUMNS));
    expect(row.spans.every(({ inverse, style }) => inverse === true && style === 'plain')).toBe(true);
  });

  it('knows a look for every style, and none of them changes the text', () => {
    const lines = STYLES.map((style) => words(style, style));
    expect(STYLES.length).toBeGreaterThan(20);
    expect(painted(lines)).toEqual(texts(lines));
  });

  it('tells the states apart without colour: none of them is only a word in a colour of its own', () => {
    // What looks alike without colour needs a glyph or a word beside it; levels have their letter, the playhead its words.
    const plain = STYLES.filter((style) => THEME[style].bold !== true && THEME[style].dimColor !== true && THEME[style].inverse !== true);
    expect(plain).not.toContain('bad');
    expect(plain).not.toContain('replay');
    expect(plain).not.toContain('level.fatal');
  });
});
