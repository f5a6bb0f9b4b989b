// Finds a block of rows that moved up or down as a whole: the terminal moves it itself for a few bytes.
import { differing, type CellRow } from './cells.ts';

export interface Scroll {
  readonly top: number;
  /** Inclusive. */
  readonly bottom: number;
  /** Rows up; down where negative. */
  readonly rows: number;
}

/** Fewer cells saved are not worth the sequences. */
const LEAST_SAVED = 40;
/** A list beside other panes is known by its left part. */
const KNOWN_BY_COLUMNS = 48;

/** The most worthwhile scroll that makes `before` more like `after`; undefined where writing cells is cheaper. */
export function findScroll(before: readonly CellRow[], after: readonly CellRow[]): Scroll | undefined {
  const was = before.map(mark);
  const now = after.map(mark);
  const rows = mostVoted(was, now);
  if (rows === undefined) return undefined;
  const block = longestBlock(was, now, rows);
  if (block === undefined) return undefined;
  const scroll = { top: Math.min(block.from, block.from + rows), bottom: Math.max(block.to, block.to + rows), rows };
  return saved(before, after, scroll) >= LEAST_SAVED ? scroll : undefined;
}

/** What a row is known by while looking for where it went: its text, since the cursor of a list changes looks. 0 for one without any. */
function mark(row: CellRow): number {
  let hash = 0;
  const end = Math.min(row.end, KNOWN_BY_COLUMNS);
  for (let x = 0; x < end; x += 1) hash = (Math.imul(hash, 31) + (row.glyphs[x]?.codePointAt(0) ?? 0)) | 0;
  return hash;
}

function mostVoted(was: readonly number[], now: readonly number[]): number | undefined {
  const place = new Map<number, number | undefined>();
  for (const [y, hash] of was.entries()) if (hash !== 0) place.set(hash, place.has(hash) ? undefined : y);
  const votes = new Map<number, number>();
  for (const [y, hash] of now.entries()) {
    const old = place.get(hash);
    if (old !== undefined && old !== y) votes.set(old - y, (votes.get(old - y) ?? 0) + 1);
  }
  let best: number | undefined;
  for (const [rows, count] of votes) if (count > 1 && count > (votes.get(best ?? 0) ?? 0)) best = rows;
  return best;
}

/** The longest run of rows `from` to `to` of the new screen that stood `rows` lower on the old one. */
function longestBlock(was: readonly number[], now: readonly number[], rows: number): { readonly from: number; readonly to: number } | undefined {
  let best: { from: number; to: number } | undefined;
  let from: number | undefined;
  for (let y = 0; y <= now.length; y += 1) {
    const moved = y < now.length && now[y] === was[y + rows];
    if (moved) from ??= y;
    if (moved || from === undefined) continue;
    if (best === undefined || y - 1 - from > best.to - best.from) best = { from, to: y - 1 };
    from = undefined;
  }
  return best;
}

/** Cells that need no writing thanks to the scroll. */
function saved(before: readonly CellRow[], after: readonly CellRow[], { top, bottom, rows }: Scroll): number {
  let cells = 0;
  for (let y = top; y <= bottom; y += 1) {
    const here = after[y];
    const old = before[y];
    if (here === undefined || old === undefined) continue;
    const from = y + rows;
    const moved = from >= top && from <= bottom ? before[from] : undefined;
    cells += differing(old, here) - (moved === undefined ? here.end : differing(moved, here));
  }
  return cells;
}

/** The rows of a screen after the terminal has scrolled it. */
export function scrolled(rows: readonly CellRow[], scroll: Scroll, blank: CellRow): readonly CellRow[] {
  return rows.map((row, y) => {
    if (y < scroll.top || y > scroll.bottom) return row;
    const from = y + scroll.rows;
    return from < scroll.top || from > scroll.bottom ? blank : (rows[from] ?? blank);
  });
}
