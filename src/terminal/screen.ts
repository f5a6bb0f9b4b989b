// What the terminal shows, cell by cell, and the bytes that make it show the next frame. Pure but for its memory of the last one.
import { sameLine, type Line } from '../lib/line.ts';
import { blankRow, cellRow, type CellRow } from './cells.ts';
import { Pen } from './pen.ts';
import { writeRow } from './row-diff.ts';
import { findScroll, scrolled } from './scroll.ts';
import { Palette, type Colours } from './sgr.ts';

/** A longer frame could be seen half drawn; the terminal is asked to show it at once. Those that cannot do it ignore that. */
const MOST_UNBRACKETED = 512;

export interface ScreenOptions {
  readonly colours: Colours;
  /** No more is expected of the terminal than of the oldest: neither marks around a frame (DEC mode 2026) nor scrolling by a count. */
  readonly hardware: boolean;
}

export class Screen {
  readonly #palette: Palette;
  readonly #hardware: boolean;
  #lines: readonly Line[] = [];
  #rows: readonly CellRow[] = [];
  #columns = 0;

  constructor({ colours, hardware }: ScreenOptions) {
    this.#palette = new Palette(colours);
    this.#hardware = hardware;
  }

  /** What is shown is not known any more: the next frame is drawn whole. */
  forget(): void {
    this.#rows = [];
    this.#lines = [];
  }

  /** Bytes that make the terminal show `lines`, one a row of the screen; empty where it does already. */
  show(lines: readonly Line[], columns: number): string {
    const pen = new Pen(this.#palette, columns, this.#hardware);
    const blank = blankRow(columns);
    if (columns !== this.#columns || lines.length !== this.#rows.length) {
      pen.clear();
      this.#rows = lines.map(() => blank);
      this.#lines = [];
    }
    const before = this.#rows;
    const after = lines.map((line, y) => (this.#lines[y] !== undefined && sameLine(line, this.#lines[y]) ? (before[y] ?? blank) : cellRow(line, columns, this.#palette)));
    const scroll = after.every((row, y) => row === before[y]) ? undefined : findScroll(before, after);
    if (scroll !== undefined) pen.scroll(scroll.top, scroll.bottom, scroll.rows);
    const base = scroll === undefined ? before : scrolled(before, scroll, blank);
    for (const [y, row] of after.entries()) {
      const old = base[y] ?? blank;
      if (old !== row) writeRow(pen, y, old, row);
    }
    this.#rows = after;
    this.#lines = lines;
    this.#columns = columns;
    return this.#bracketed(pen.finish());
  }

  #bracketed(bytes: string): string {
    return !this.#hardware && bytes.length > MOST_UNBRACKETED ? `\u001b[?2026h${bytes}\u001b[?2026l` : bytes;
  }
}
