// A line as the cells a terminal shows: one glyph and one look a column. Made once for a line that changed.
import { graphemes } from '../lib/graphemes.ts';
import type { Line } from '../lib/line.ts';
import { isNarrow } from '../lib/narrow.ts';
import { cellWidth } from '../lib/text.ts';
import { PLAIN_LOOK, type Palette } from './sgr.ts';

export interface CellRow {
  /** One a column; empty for the right half of a wide one. */
  readonly glyphs: readonly string[];
  /** Numbers of a palette, one a column. */
  readonly looks: Uint8Array;
  /** Columns before the blank rest of the row. */
  readonly end: number;
  /** Holds a glyph that terminals measure differently: it is drawn whole, and nothing behind that glyph relies on the cursor. */
  readonly doubtful: boolean;
}

/** Every terminal gives these two cells: kana, Han, Hangul, full-width forms. */
const WIDE = /^[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]$/;

export function blankRow(columns: number): CellRow {
  return { glyphs: Array.from({ length: columns }, () => ' '), looks: new Uint8Array(columns), end: 0, doubtful: false };
}

/** The first `columns` cells of a line, blank behind its end. */
export function cellRow(row: Line, columns: number, palette: Palette): CellRow {
  const glyphs: string[] = [];
  const looks = new Uint8Array(columns);
  let end = 0;
  let doubtful = false;
  const put = (glyph: string, width: number, wanted: number): void => {
    if (glyphs.length + width > columns) return;
    // A colour or weight that nobody can see is none.
    const look = glyph === ' ' && !palette.hasGround(wanted) ? PLAIN_LOOK : wanted;
    for (let half = 0; half < width; half += 1) {
      looks[glyphs.length] = look;
      glyphs.push(half === 0 ? glyph : '');
    }
    if (glyph !== ' ' || look !== PLAIN_LOOK) end = glyphs.length;
  };
  for (const piece of row.spans) {
    const look = palette.number(piece);
    if (isNarrow(piece.text)) {
      for (const glyph of piece.text) put(glyph, 1, look);
      continue;
    }
    for (const { segment } of graphemes(piece.text)) {
      const width = cellWidth(segment);
      if (!isNarrow(segment) && !WIDE.test(segment)) doubtful = true;
      if (width > 0) put(segment, width, look);
      else joinLast(glyphs, segment);
    }
  }
  while (glyphs.length < columns) glyphs.push(' ');
  return { glyphs, looks, end, doubtful };
}

/** A mark without a letter of its own is drawn over what stands before it. */
function joinLast(glyphs: string[], mark: string): void {
  const at = glyphs.findLastIndex((glyph) => glyph !== '');
  if (at >= 0) glyphs[at] = `${glyphs[at] ?? ''}${mark}`;
}

/** Cells that differ, which is about what it costs to make one row of the other. */
export function differing(a: CellRow, b: CellRow): number {
  const end = Math.max(a.end, b.end);
  let count = 0;
  for (let x = 0; x < end; x += 1) if (a.glyphs[x] !== b.glyphs[x] || a.looks[x] !== b.looks[x]) count += 1;
  return count;
}
