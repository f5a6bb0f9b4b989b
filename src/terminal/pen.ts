// Where the terminal's cursor stands and how it writes; gathers the bytes of a frame. Only moves that the oldest terminals know.
import { MODES_ON } from './modes.ts';
import { PLAIN_LOOK, type Palette } from './sgr.ts';

export class Pen {
  readonly #palette: Palette;
  readonly #columns: number;
  readonly #hardware: boolean;
  /** Rows and columns count from 0; -1 where the terminal alone knows. */
  #y = -1;
  #x = -1;
  #look = PLAIN_LOOK;
  #out = '';

  constructor(palette: Palette, columns: number, hardware: boolean) {
    this.#hardware = hardware;
    this.#palette = palette;
    this.#columns = columns;
  }

  /** Columns from here to `x` in the same row; undefined where the pen is elsewhere or behind it. */
  gapTo(y: number, x: number): number | undefined {
    return this.#y === y && this.#x >= 0 && this.#x <= x ? x - this.#x : undefined;
  }

  moveTo(y: number, x: number): void {
    if (this.#y === y && this.#x === x) return;
    this.#out += this.#move(y, x);
    this.#y = y;
    this.#x = x;
  }

  put(glyph: string, width: number, look: number): void {
    if (glyph === ' ' && look === PLAIN_LOOK) this.#ungrounded();
    else this.#changed(look);
    this.#out += glyph;
    this.#x += width;
    // At the edge the cursor stays in the last column or waits behind it, as the terminal likes.
    if (this.#x >= this.#columns) this.lose();
  }

  eraseRest(): void {
    this.#ungrounded();
    this.#out += '\u001b[K';
  }

  /** Rows `top` to `bottom` move up by `rows`, or down where it is negative; what comes in is blank. */
  scroll(top: number, bottom: number, rows: number): void {
    this.#ungrounded();
    this.#out += `\u001b[${top + 1};${bottom + 1}r${this.#hardware ? step(top, bottom, rows) : count(rows)}\u001b[r`;
    // Setting the region puts the cursor home.
    this.#y = 0;
    this.#x = 0;
  }

  clear(): void {
    this.#out += `${MODES_ON}\u001b[r\u001b[m\u001b[H\u001b[2J`;
    this.#y = 0;
    this.#x = 0;
    this.#look = PLAIN_LOOK;
  }

  /** The cursor may be anywhere. */
  lose(): void {
    this.#y = -1;
    this.#x = -1;
  }

  /** Everything since the beginning, the look put back to plain. */
  finish(): string {
    this.#changed(PLAIN_LOOK);
    return this.#out;
  }

  /** For blanks any look does that shows nothing on them. */
  #ungrounded(): void {
    if (this.#palette.hasGround(this.#look)) this.#changed(PLAIN_LOOK);
  }

  #changed(look: number): void {
    this.#out += this.#palette.change(this.#look, look);
    this.#look = look;
  }

  #move(y: number, x: number): string {
    if (this.#y === y && x > this.#x) return x === this.#x + 1 ? '\u001b[C' : `\u001b[${x - this.#x}C`;
    if (x === 0) {
      if (this.#y === y) return '\r';
      if (this.#y >= 0 && y === this.#y + 1) return '\r\n';
      return y === 0 ? '\u001b[H' : `\u001b[${y + 1}H`;
    }
    return `\u001b[${y + 1};${x + 1}H`;
  }
}

/** Row by row from the edge, as the oldest terminals scroll. */
function step(top: number, bottom: number, rows: number): string {
  return rows > 0 ? `\u001b[${bottom + 1}H${'\n'.repeat(rows)}` : `\u001b[${top + 1}H${'\u001bM'.repeat(-rows)}`;
}

function count(rows: number): string {
  const by = Math.abs(rows);
  return `\u001b[${by === 1 ? '' : by}${rows > 0 ? 'S' : 'T'}`;
}
