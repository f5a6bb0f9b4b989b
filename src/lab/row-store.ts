// The log database of the pretended node: rows 0, 1, 2 … of the story, of which the newest `ring` still exist. Only counts are
// kept for the past; the rows of a second are made when somebody asks, so an hour of history costs nothing at the start.
import type { Block } from './block.ts';
import type { Traffic } from './traffic.ts';

const SECOND_MICROS = 1_000_000;

export interface StoreOptions {
  /** Seconds after 14:20:00 of the first row; whole. */
  readonly firstSecond: number;
  /** Rows kept; older ones are gone. */
  readonly ring: number;
  /** Rows in all, after which the lab falls silent. */
  readonly count: number;
  /** The id of the first row: 1 in the first generation of servers, 0 in the second. */
  readonly firstId: number;
  /** Unix time of 14:20:00. */
  readonly startSecond: number;
}

/** The rows of one second that exist: `from` to `to` of its block. */
export interface Part {
  /** Unix seconds: the timestamp of all its rows. */
  readonly unix: number;
  /** The id of row 0 of the block. */
  readonly firstId: number;
  readonly from: number;
  readonly to: number;
  readonly block: () => Block;
}

export class RowStore {
  readonly #traffic: Traffic;
  readonly #options: StoreOptions;
  readonly #blocks = new Map<number, Block>();
  /** Rows before second n, counted from the first second; one entry more than the seconds known. */
  readonly #starts: number[] = [0];
  #head = 0;

  constructor(traffic: Traffic, options: StoreOptions) {
    this.#traffic = traffic;
    this.#options = options;
  }

  /** Rows that were ever written. */
  get head(): number {
    return this.#head;
  }

  get newestId(): number {
    return this.#options.firstId + this.#head - 1;
  }

  /** Writes the rows up to a moment, in microseconds after 14:20:00; time never goes back. */
  advanceTo(offset: number): void {
    const place = Math.floor(offset / SECOND_MICROS) - this.#options.firstSecond;
    if (place < 0 || this.#head === this.#options.count) return;
    this.#count(place + 1);
    const within = offset - (place + this.#options.firstSecond) * SECOND_MICROS;
    const { micros } = this.#block(place);
    let written = 0;
    while (written < micros.length && (micros[written] ?? 0) <= within) written += 1;
    this.#moveTo(this.#start(place) + written);
  }

  /** Writes rows until there are `rows` of them, whatever the time. */
  advanceToRow(rows: number): void {
    for (let place = this.#starts.length - 1; this.#start(place) < rows; place += 1) this.#count(place + 1);
    this.#moveTo(rows);
  }

  /** When the newest row was written, in microseconds after 14:20:00. */
  lastWrite(): number {
    const place = this.#placeOf(this.#head - 1);
    const within = this.#head === 0 ? 0 : (this.#block(place).micros[this.#head - 1 - this.#start(place)] ?? 0);
    return (this.#options.firstSecond + place) * SECOND_MICROS + within;
  }

  /** What exists, second by second, newest first; blocks are made only when asked for. */
  *parts(): Generator<Part> {
    const { ring, firstId, firstSecond, startSecond } = this.#options;
    const oldest = Math.max(0, this.#head - ring);
    for (let place = this.#placeOf(this.#head - 1); place >= 0 && this.#start(place + 1) > oldest; place -= 1) {
      const start = this.#start(place);
      const to = Math.min(this.#head, this.#start(place + 1)) - start;
      const from = Math.max(0, oldest - start);
      if (to > from) yield { unix: startSecond + firstSecond + place, firstId: firstId + start, from, to, block: () => this.#block(place) };
    }
  }

  #moveTo(rows: number): void {
    const head = Math.max(this.#head, Math.min(rows, this.#options.count));
    if (head === this.#head) return;
    this.#head = head;
    for (const place of this.#blocks.keys()) {
      if (this.#start(place + 1) <= head - this.#options.ring) this.#blocks.delete(place);
    }
  }

  #count(places: number): void {
    for (let place = this.#starts.length - 1; place < places; place += 1) {
      this.#starts.push(this.#start(place) + this.#traffic.count(place + this.#options.firstSecond));
    }
  }

  #start(place: number): number {
    return this.#starts[place] ?? this.#starts.at(-1) ?? 0;
  }

  /** The second that holds a row: the last one that starts at or before it. */
  #placeOf(row: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#start(middle) <= row) low = middle;
      else high = middle;
    }
    return low;
  }

  #block(place: number): Block {
    const known = this.#blocks.get(place);
    if (known !== undefined) return known;
    const made = this.#traffic.block(place + this.#options.firstSecond, this.#options.firstId + this.#start(place));
    this.#blocks.set(place, made);
    return made;
  }
}
