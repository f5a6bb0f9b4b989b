// Bytes to lines. Chunks may end anywhere, even inside a character; what is kept of one line is bounded, the rest is counted.
// Invariant: for the same bytes the same lines come out, whatever the chunks.
import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes kept of one line or one joined record. */
export const MOST_BYTES = 262_144;

export interface Line {
  /** Without its line end. Bytes that are no UTF-8 stand as U+FFFD. */
  readonly text: string;
  /** Byte offset of its first byte, and of the first byte behind its line end. */
  readonly start: number;
  readonly end: number;
  /** 1 for the first line of the stream. */
  readonly number: number;
  /** Bytes that were not kept. */
  readonly cut: number;
  /** NUL bytes that led the line: the hole that truncating a file under its writer leaves. */
  readonly nuls: number;
  readonly valid: boolean;
}

const NEWLINE = 0x0a;
const NONE: Buffer = Buffer.alloc(0);

export class LineSplitter {
  #chunk = NONE;
  #index = 0;
  /** The chunk is plain: its lines need no look for damage, and their bytes are their characters. */
  #ascii = false;
  /** Pieces of the line that has begun, and what was left out of it. */
  #pieces: Buffer[] = [];
  #kept = 0;
  #cut = 0;
  #nuls = 0;
  #lineStart: number;
  #offset: number;
  #number: number;
  #skipping: boolean;

  /** `offset` and `number` of the first byte to come; with `skipping` the rest of a line already begun is passed over. */
  constructor(offset = 0, number = 1, skipping = false) {
    this.#offset = offset;
    this.#lineStart = offset;
    this.#number = number;
    this.#skipping = skipping;
  }

  /** The chunk before must have been used up: `next` gave undefined. It must not be changed afterwards. */
  feed(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#index = 0;
    this.#ascii = isAscii(chunk);
  }

  /** The next whole line; undefined where the chunk is used up. */
  next(): Line | undefined {
    for (;;) {
      const end = this.#chunk.indexOf(NEWLINE, this.#index);
      if (end < 0) {
        this.#take(this.#chunk.subarray(this.#index));
        this.#chunk = NONE;
        this.#index = 0;
        return undefined;
      }
      const line = this.#plain(end) ?? this.#joined(end);
      this.#index = end + 1;
      if (line !== undefined) return line;
    }
  }

  /** What stands behind the last line end, taken for a line; undefined where nothing does. */
  rest(): Line | undefined {
    return this.#offset === this.#lineStart ? undefined : this.#finish();
  }

  /** The begun line's text as far as it came, at most `most` bytes. */
  peek(most: number): string {
    return Buffer.concat(this.#pieces).subarray(0, most).toString('utf8');
  }

  /** Bytes of the begun line. */
  get begun(): number {
    return this.#offset - this.#lineStart;
  }

  /** Where the first byte not yet part of a line given out stands, and its line's number. */
  get position(): { readonly offset: number; readonly number: number } {
    return { offset: this.#lineStart, number: this.#number };
  }

  /** The line that ends at `end`, where it lies in the chunk as a whole and nothing of it needs care; what nearly all lines are. */
  #plain(end: number): Line | undefined {
    const from = this.#index;
    if (!this.#ascii || this.#skipping || this.#offset !== this.#lineStart || end - from > MOST_BYTES || this.#chunk[from] === 0) return undefined;
    const text = this.#chunk.toString('latin1', from, end > from && this.#chunk[end - 1] === 0x0d ? end - 1 : end);
    const start = this.#lineStart;
    const number = this.#number;
    this.#offset = start + end - from + 1;
    this.#lineStart = this.#offset;
    this.#number = number + 1;
    return { text, start, end: this.#offset, number, cut: 0, nuls: 0, valid: true };
  }

  /** The line that ends at `end` and may have begun in chunks before; undefined where it is passed over. */
  #joined(end: number): Line | undefined {
    this.#take(this.#chunk.subarray(this.#index, end));
    this.#offset += 1;
    return this.#finish();
  }

  #take(piece: Buffer): void {
    this.#offset += piece.length;
    if (this.#skipping) return;
    let from = 0;
    if (this.#kept === 0 && this.#cut === 0) while (from < piece.length && piece[from] === 0) from += 1;
    this.#nuls += from;
    const room = Math.min(piece.length - from, MOST_BYTES - this.#kept);
    if (room > 0) this.#pieces.push(piece.subarray(from, from + room));
    this.#kept += room;
    this.#cut += piece.length - from - room;
  }

  #finish(): Line | undefined {
    const skipped = this.#skipping;
    const start = this.#lineStart;
    const first = this.#pieces[0];
    let bytes = this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : (first ?? NONE);
    if (this.#cut > 0) bytes = bytes.subarray(0, wholeCharacters(bytes));
    else if (bytes.at(-1) === 0x0d) bytes = bytes.subarray(0, -1);
    const line: Line = {
      text: bytes.toString('utf8', start === 0 && hasMark(bytes) ? 3 : 0),
      start,
      end: this.#offset,
      number: this.#number,
      cut: this.#cut === 0 ? 0 : this.#cut + this.#kept - bytes.length,
      nuls: this.#nuls,
      valid: isUtf8(bytes),
    };
    this.#pieces = [];
    this.#kept = 0;
    this.#cut = 0;
    this.#nuls = 0;
    this.#lineStart = this.#offset;
    this.#number += 1;
    this.#skipping = false;
    return skipped ? undefined : line;
  }
}

/** UTF-8's byte order mark, which some editors and PowerShell put at the start of a file. */
function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Length without a character that was cut in its middle. */
function wholeCharacters(bytes: Buffer): number {
  let start = bytes.length - 1;
  for (let back = 0; back < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80; back += 1) start -= 1;
  const lead = bytes[start] ?? 0;
  const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start >= 0 && start + needed > bytes.length ? start : bytes.length;
}
