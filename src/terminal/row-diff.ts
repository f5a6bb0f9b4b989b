// Makes one row of the screen another one with the fewest bytes that stay clear: only cells that changed, in runs.
import type { CellRow } from './cells.ts';
import type { Pen } from './pen.ts';

/** Writing over this many unchanged cells is no longer than moving past them. */
const BRIDGE = 4;
/** Writing this many blanks is no longer than the sequence that erases. */
const BLANKS = 3;

export function writeRow(pen: Pen, y: number, before: CellRow, after: CellRow): void {
  if (before.doubtful || after.doubtful) return rewrite(pen, y, after);
  const last = Math.max(before.end, after.end);
  let x = 0;
  let written = 0;
  while (x < last) {
    if (same(before, after, x)) {
      x += 1;
      continue;
    }
    // Half of a wide glyph cannot be written alone; where its left half was written over, the terminal has blanked it.
    while (x > written && (before.glyphs[x] === '' || after.glyphs[x] === '')) x -= 1;
    if (x >= after.end && last - x > BLANKS) return erase(pen, y, x);
    x = writeRun(pen, y, x, last, before, after);
    written = x;
  }
}

/** Writes from `x` on until a cell stays as it is; returns the column behind. */
function writeRun(pen: Pen, y: number, from: number, last: number, before: CellRow, after: CellRow): number {
  if (!bridge(pen, y, from, after)) pen.moveTo(y, from);
  let x = from;
  while (x < last && (x < after.end || last - x <= BLANKS) && (x === from || !same(before, after, x) || before.glyphs[x] === '' || after.glyphs[x] === '')) {
    const width = after.glyphs[x + 1] === '' ? 2 : 1;
    pen.put(after.glyphs[x] ?? ' ', width, after.looks[x] ?? 0);
    x += width;
  }
  return x;
}

/** True where the few cells between the pen and `x` were written again, which is shorter than a move. */
function bridge(pen: Pen, y: number, x: number, row: CellRow): boolean {
  const gap = pen.gapTo(y, x);
  if (gap === undefined || gap === 0 || gap > BRIDGE) return gap === 0;
  const look = row.looks[x] ?? 0;
  for (let at = x - gap; at < x; at += 1) if (!isAscii(row.glyphs[at] ?? '') || (row.glyphs[at] !== ' ' && row.looks[at] !== look)) return false;
  for (let at = x - gap; at < x; at += 1) pen.put(row.glyphs[at] ?? ' ', 1, row.looks[at] ?? 0);
  return true;
}

function isAscii(glyph: string): boolean {
  return glyph.length === 1 && glyph <= '~';
}

function erase(pen: Pen, y: number, x: number): void {
  pen.moveTo(y, x);
  pen.eraseRest();
}

/** Erased first and written whole, each glyph in its own column whatever the terminal makes of the width of those before. */
function rewrite(pen: Pen, y: number, row: CellRow): void {
  erase(pen, y, 0);
  for (let x = 0; x < row.end; x += 1) {
    const glyph = row.glyphs[x] ?? ' ';
    if (glyph === '') continue;
    const width = row.glyphs[x + 1] === '' ? 2 : 1;
    pen.moveTo(y, x);
    pen.put(glyph, width, row.looks[x] ?? 0);
    if (!isAscii(glyph)) pen.lose();
  }
  // Where the last one was drawn wider than it was thought to be.
  if (row.end < row.glyphs.length) erase(pen, y, row.end);
}

function same(a: CellRow, b: CellRow, x: number): boolean {
  return a.glyphs[x] === b.glyphs[x] && a.looks[x] === b.looks[x];
}
