// How the Logs panel shares its rows and columns at each size: decorations go before content.
import type { Size } from '../../state/command.ts';
import type { LogsState } from './state.ts';

/** Rows above the list: histogram with its caption, column titles. */
export function headRows(size: Size): number {
  return size.rows >= 12 ? 2 : 1;
}

/** Rows of the detail pane below the list; 0 while it is closed. */
export function detailRows(state: LogsState, size: Size): number {
  if (!state.detail) return 0;
  return Math.max(3, Math.min(14, Math.floor(size.rows * 0.45)));
}

export function listHeight(state: LogsState, size: Size): number {
  return Math.max(1, size.rows - headRows(size) - detailRows(state, size));
}

export interface Columns {
  readonly time: 'seconds' | 'millis';
  readonly timeCells: number;
  /** Name and width of each column between level and message. */
  readonly fields: readonly { readonly name: string; readonly cells: number }[];
  readonly messageCells: number;
}

/** The message keeps at least this much; columns before it give way from the right. */
const LEAST_MESSAGE = 40;
const FIELD_CELLS = 12;

export function columnsFor(columns: number, fields: readonly string[]): Columns {
  const time = columns >= 100 ? 'millis' : 'seconds';
  const timeCells = time === 'millis' ? 12 : 8;
  // Cursor mark, time, a space, level, a space.
  const fixed = 1 + timeCells + 1 + 1 + 1;
  const shown: { name: string; cells: number }[] = [];
  let room = columns - fixed - LEAST_MESSAGE;
  for (const name of fields) {
    const cells = Math.min(FIELD_CELLS, room - 1);
    if (cells < 6) break;
    shown.push({ name, cells });
    room -= cells + 1;
  }
  const used = shown.reduce((sum, field) => sum + field.cells + 1, 0);
  return { time, timeCells, fields: shown, messageCells: Math.max(1, columns - fixed - used) };
}
