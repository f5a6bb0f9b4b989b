// How the Traces panel shares its rows and columns at each size: decorations go before content.
import type { Size } from '../../state/command.ts';

export interface ListRows {
  /** Line with the count and the filter, line with the column titles. */
  readonly info: boolean;
  readonly titles: boolean;
  readonly rows: number;
}

export function listRows(size: Size): ListRows {
  const info = size.rows >= 10;
  const titles = size.rows >= 4;
  return { info, titles, rows: Math.max(1, size.rows - Number(info) - Number(titles)) };
}

export interface WaterfallRows {
  readonly head: number;
  readonly axis: boolean;
  readonly legend: boolean;
  readonly rows: number;
  readonly detail: number;
}

/** From here on one line holds the services and the bottleneck in words. */
export const WIDE = 180;

export function waterfallRows(size: Size, detail: boolean, odd: boolean): WaterfallRows {
  const below = !detail || size.rows < 4 ? 0 : Math.max(2, Math.min(16, Math.floor(size.rows * 0.45)));
  const head = size.rows - below < 3 ? 0 : size.rows >= 12 && size.columns < WIDE ? 2 : 1;
  const legend = odd && size.rows >= 10;
  const axis = size.rows - below >= 6 && barsAt(size.columns);
  return { head, axis, legend, rows: Math.max(1, size.rows - below - head - Number(legend) - Number(axis)), detail: below };
}

function barsAt(columns: number): boolean {
  return columns >= 40;
}

/** Widths in cells; 0 where a column is left out. The marks before the name take three. */
export interface WaterfallColumns {
  readonly service: number;
  readonly name: number;
  readonly bar: number;
  readonly duration: number;
  readonly self: number;
  readonly words: number;
}

const MARKS = 3;

export function waterfallColumns(columns: number): WaterfallColumns {
  const duration = columns >= 16 ? 8 : 0;
  const service = columns >= 76 ? Math.min(16, Math.floor(columns / 8)) : 0;
  const self = columns >= 130 ? 13 : 0;
  const words = columns >= 96 ? 15 : 0;
  const room = columns - MARKS - service - duration - self - words - 1;
  const name = barsAt(columns) ? Math.max(12, Math.min(48, Math.floor(room * 0.36))) : Math.max(1, room);
  return { service, name, bar: barsAt(columns) ? Math.max(1, room - name - 1) : 0, duration, self, words };
}

/** Cells before the bars. */
export function barIndent({ service, name }: WaterfallColumns): number {
  return MARKS + service + name + 1;
}
