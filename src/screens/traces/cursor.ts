// How a cursor moves over rows: up and down by screens, and through what is folded. Lists, waterfalls and comparisons share it.
import { isFolded, rowIndex, unfoldedTo, type Foldable, type RowKey } from './folds.ts';

export type Move = number | 'page' | 'page-back' | 'half' | 'half-back' | 'first' | 'last';
export type Fold = 'fold' | 'unfold' | 'toggle';

/** Where one stands among rows that fold. */
export interface Standing {
  /** The first row when absent. */
  readonly cursor: RowKey | undefined;
  /** Screen row of the cursor, counted from the first row shown. */
  readonly row: number;
  /** Rows that are not as they begin. */
  readonly toggled: ReadonlySet<RowKey>;
}

export function moved(at: number, row: number, move: Move, length: number, height: number): { readonly at: number; readonly row: number } {
  const to = Math.max(0, Math.min(length - 1, at + stepOf(move, height)));
  return { at: to, row: Math.max(0, Math.min(height - 1, Math.min(row, height - 1) + to - at)) };
}

function stepOf(move: Move, height: number): number {
  if (typeof move === 'number') return move;
  return { page: height - 1, 'page-back': 1 - height, half: height >> 1, 'half-back': -(height >> 1), first: -Infinity, last: Infinity }[move];
}

/** The first row shown and the cursor's place among those shown, so that no room is left empty. */
export function firstRow(cursor: number, row: number, length: number, height: number): { readonly first: number; readonly row: number } {
  const first = Math.max(0, Math.min(cursor - Math.min(row, height - 1), length - height));
  return { first, row: cursor - first };
}

export function moveOver<S extends Standing>(standing: S, rows: readonly { readonly key: RowKey }[], move: Move, height: number): S {
  const at = rowIndex(rows, standing.cursor);
  const next = moved(at, firstRow(at, standing.row, rows.length, height).row, move, rows.length, height);
  return { ...standing, cursor: rows[next.at]?.key, row: next.row };
}

/** Folding what is folded, or has nothing below it, goes to the row above that holds it. */
export function foldAt<S extends Standing, R extends Foldable<R>>(standing: S, rows: readonly R[], way: Fold): S {
  const at = rowIndex(rows, standing.cursor);
  const row = rows[at];
  if (row === undefined) return standing;
  const here = { ...standing, cursor: row.key };
  const folded = row.children.length === 0 || isFolded(row, standing.toggled);
  if (way === 'fold' && folded) return toParent(here, rows, at);
  if (row.children.length === 0 || (way === 'unfold' && !folded)) return here;
  const toggled = new Set(standing.toggled);
  if (!toggled.delete(row.key)) toggled.add(row.key);
  return { ...here, toggled };
}

function toParent<S extends Standing, R extends Foldable<R>>(standing: S, rows: readonly R[], at: number): S {
  const parent = rows[at]?.parent;
  if (parent === undefined) return standing;
  return { ...standing, cursor: parent.key, row: Math.max(0, standing.row - (at - rowIndex(rows, parent.key))) };
}

/** Puts the cursor on a row in the middle of the screen, unfolding what hides it. */
export function standOn<S extends Standing, R extends Foldable<R>>(standing: S, row: R, height: number): S {
  return { ...standing, toggled: unfoldedTo(row, standing.toggled), cursor: row.key, row: Math.floor(height / 2) };
}
