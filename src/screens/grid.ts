// Cells side by side: as many columns as fit, rows below.
import { BLANK, fitLine, lineWidth, span, type Line } from '../lib/line.ts';
import { own } from '../lib/text.ts';

const GUTTER = 3;

/** How many cells of at least `least` columns fit beside each other. */
export function gridColumns(columns: number, least: number): number {
  return Math.max(1, Math.floor((columns - 2 + GUTTER) / (least + GUTTER)));
}

/** Cells of one grid column, in cells. */
export function gridCellWidth(columns: number, across: number): number {
  return Math.max(1, Math.floor((columns - 2 - GUTTER * (across - 1)) / across));
}

/** Blocks of equal height laid out row by row with a blank line between. */
export function gridLines(blocks: readonly (readonly Line[])[], columns: number, across: number): readonly Line[] {
  const width = gridCellWidth(columns, across);
  const lines: Line[] = [];
  for (let first = 0; first < blocks.length; first += across) {
    const row = blocks.slice(first, first + across);
    const height = Math.max(...row.map((block) => block.length));
    for (let index = 0; index < height; index += 1) {
      lines.push({ spans: row.flatMap((block, column) => cellSpans(block[index] ?? BLANK, width, column === 0 ? 1 : GUTTER)) });
    }
    lines.push(BLANK);
  }
  return lines.slice(0, -1);
}

function cellSpans(row: Line, width: number, indent: number): Line['spans'] {
  const fitted = fitLine(row, width);
  const fill = width - lineWidth(fitted);
  const spans = row.selected === true ? [...fitted.spans, span(own(' '.repeat(fill)))].map((piece) => ({ text: piece.text, style: 'plain' as const, inverse: true })) : [...fitted.spans, span(own(' '.repeat(fill)))];
  return [span(own(' '.repeat(indent))), ...spans];
}
