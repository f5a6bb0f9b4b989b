// A list that is scrolled by anchor, not by index: the row under the cursor is named by where it stands in the data, so rows that
// arrive never move what is being read, and no total count is needed.
import type { Cursor } from '../model/session.ts';

export interface ListState {
  /** The row under the cursor; undefined follows the newest row. */
  readonly cursor: Cursor | undefined;
  /** Screen row of the cursor, counted from the top of the list. */
  readonly row: number;
}

export const TAIL: ListState = { cursor: undefined, row: Number.MAX_SAFE_INTEGER };

/** Moves the cursor onto `target`, `step` rows from where it was, and scrolls only where it would leave the `height` rows shown. */
export function moveTo(list: ListState, target: Cursor, step: number, height: number): ListState {
  const row = Math.min(list.row, height - 1) + step;
  return { cursor: target, row: Math.max(0, Math.min(height - 1, row)) };
}

/** Event-time order, the order of learning between equals. */
export function compareCursors(a: Cursor, b: Cursor): number {
  return a.at - b.at || a.seq - b.seq;
}
