// How a comparison shares its rows and columns at each size: decorations go before content.
import type { Size } from '../../../state/command.ts';

export interface CompareLayout {
  /** Lines that say which two traces these are, and what they differ in: 4, 2, 1 or none. */
  readonly head: number;
  readonly titles: boolean;
  readonly rows: number;
}

export function compareLayout(size: Size): CompareLayout {
  const head = size.rows >= 14 ? 4 : size.rows >= 8 ? 2 : size.rows >= 4 ? 1 : 0;
  const titles = size.rows >= 6;
  return { head, titles, rows: Math.max(1, size.rows - head - Number(titles)) };
}

/** Widths in cells; 0 where a column is left out. The marks before the name take three. */
export interface CompareColumns {
  readonly service: number;
  readonly name: number;
  /** Duration in either trace. */
  readonly duration: number;
  readonly delta: number;
  readonly bar: number;
  readonly words: number;
}

const MARKS = 3;

export function compareColumns(columns: number): CompareColumns {
  const service = columns >= 76 ? Math.min(16, Math.floor(columns / 8)) : 0;
  const duration = columns >= 44 ? 9 : 0;
  const delta = columns >= 24 ? 10 : 0;
  const words = columns >= 100 ? 26 : columns >= 66 ? 20 : 0;
  const bar = columns >= 110 ? Math.min(30, Math.floor(columns / 8)) : 0;
  const rest = columns - MARKS - service - 2 * duration - delta - words - (bar === 0 ? 0 : bar + 1);
  return { service, name: Math.max(1, Math.min(64, rest)), duration, delta, bar, words };
}
