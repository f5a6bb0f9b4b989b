// What a terminal must show for a line, worked out without the code that draws it; and whether it does.
import stringWidth from 'string-width';
import type { Line, Span } from '../../src/lib/line.ts';
import { THEME } from '../../src/lib/theme.ts';
import type { Cell, MemoryTerminal } from './terminal.ts';

interface Expected {
  readonly text: string;
  readonly look: string;
  /** Terminals give it other widths: what it looks like is theirs, what stands behind it is not. */
  readonly free: boolean;
}

const PALETTE = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const segmenter = new Intl.Segmenter();
const BLANK: Expected = { text: ' ', look: 'default default ', free: false };

/** The first place where the terminal shows something else than these lines; undefined where there is none. */
export function firstDifference(terminal: MemoryTerminal, lines: readonly Line[], coloured = true): string | undefined {
  for (const [y, line] of lines.entries()) {
    const expected = expectedCells(line, terminal.columns, coloured);
    for (let x = 0; x < terminal.columns; x += 1) {
      const want = expected[x] ?? BLANK;
      const cell = terminal.cell(x, y);
      if (want.free) continue;
      if (cell.text !== want.text || seen(cell.text, lookOf(cell)) !== seen(want.text, want.look)) return `row ${y}, column ${x}: ${JSON.stringify([cell.text, lookOf(cell)])} instead of ${JSON.stringify([want.text, want.look])}`;
    }
  }
  return undefined;
}

function expectedCells(line: Line, columns: number, coloured: boolean): readonly Expected[] {
  const cells: Expected[] = [];
  for (const piece of line.spans) {
    const look = wantedLook(piece, coloured);
    for (const { segment } of segmenter.segment(piece.text)) {
      const width = stringWidth(segment);
      const free = isContested(segment);
      if (width === 0) {
        // A mark without a letter sits on what stands before it.
        const last = cells.findLastIndex(({ text }) => text !== '');
        if (last >= 0) cells.splice(last, cells.length - last, ...cells.slice(last).map((cell) => ({ ...cell, free: true })));
        continue;
      }
      if (cells.length + width > columns) continue;
      for (let half = 0; half < width; half += 1) cells.push({ text: half === 0 ? segment : '', look, free });
    }
  }
  return cells;
}

/** More than one code point, or one outside the plainly narrow and plainly wide ones. */
function isContested(segment: string): boolean {
  const code = segment.codePointAt(0) ?? 0;
  if (segment.length > 1) return true;
  return (code > 0x52f && code < 0x2000) || (code > 0x27bf && code < 0x2800) || (code > 0x28ff && code < 0x3041) || (code >= 0x2600 && !'✔✖❚'.includes(segment) && code < 0x2800) || code > 0xff60 || (code >= 0xd7a4 && code < 0xff01);
}

/** Of a blank cell only the ground is seen. */
function seen(text: string, look: string): string {
  return text === ' ' && / default [bd]*$/.test(look) ? 'blank' : look;
}

function wantedLook({ style, inverse }: Span, coloured: boolean): string {
  const look = THEME[style];
  const colour = (name: string | undefined): string => (name === undefined || !coloured ? 'default' : `palette:${PALETTE.indexOf(name)}`);
  const turned = inverse === true || look.inverse === true || (!coloured && look.backgroundColor !== undefined);
  return `${colour(look.color)} ${colour(look.backgroundColor)} ${look.bold === true ? 'b' : ''}${look.dimColor === true ? 'd' : ''}${turned ? 'i' : ''}`;
}

function lookOf(cell: Cell): string {
  return `${cell.foreground} ${cell.background} ${cell.bold ? 'b' : ''}${cell.dim ? 'd' : ''}${cell.inverse ? 'i' : ''}`;
}
