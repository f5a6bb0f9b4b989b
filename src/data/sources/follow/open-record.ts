// A record whose end has not been seen yet, and the rules for what still belongs to it.
import type { Value } from '../../../model/signal.ts';
import { endsTrace, goesOn, isContinuation, isLoggedTrace, isTraceHeader, isTroubled, traceBegun, type Trace } from './continuation.ts';
import type { Envelope } from './envelope.ts';
import { MOST_BYTES, type Line } from './lines.ts';

export interface TextRecord {
  readonly text: string;
  /** Byte offset and number of its first line. */
  readonly start: number;
  readonly line: number;
  readonly envelope: Envelope | undefined;
  /** Damage, as attributes: `truncated_bytes`, `nul_bytes`, `invalid_utf8`. */
  readonly marks: Readonly<Record<string, Value>> | undefined;
}

/** A line that is a record by itself: a closed JSON object, which nothing can follow. */
export function isWhole(line: string): boolean {
  return line.charCodeAt(0) === 0x7b && line.charCodeAt(line.length - 1) === 0x7d;
}

/** The record of such a line. */
export function recordOf(line: Line, text: string, envelope: Envelope | undefined): TextRecord {
  return { text, start: line.start, line: line.number, envelope, marks: marksOf(line) };
}

export class OpenRecord {
  /** Byte offset of its first byte. */
  readonly start: number;
  /** Number of its first line. */
  readonly line: number;
  lines = 1;
  readonly #envelope: Envelope | undefined;
  readonly #parts: string[];
  #bytes: number;
  #cut: number;
  #nuls: number;
  #valid: boolean;
  #blanks = 0;
  #trace: Trace | undefined;
  /** A Python trace still waits for the line that names the error. */
  #unnamed: boolean;
  /** The runtime cut the last line in its middle. */
  #partial: boolean;

  constructor(line: Line, text: string, envelope: Envelope | undefined) {
    this.start = line.start;
    this.line = line.number;
    this.#envelope = envelope;
    this.#parts = [text];
    this.#bytes = text.length;
    this.#cut = line.cut;
    this.#nuls = line.nuls;
    this.#valid = line.valid;
    this.#trace = traceBegun(text);
    this.#unnamed = this.#trace !== undefined;
    this.#partial = envelope?.partial === true;
  }

  get #first(): string {
    return this.#parts[0] ?? '';
  }

  /** Nothing can follow: a JSON object that is closed. */
  get whole(): boolean {
    return !this.#partial && (this.lines === 1 ? isWhole(this.#first) : this.#first.charCodeAt(0) === 0x7b && this.#parts.at(-1) === '}');
  }

  /** Even a blank line goes on with it. */
  get continuesAnything(): boolean {
    return this.#partial;
  }

  /** A blank line belongs to the record only where something of it follows. */
  blank(): void {
    this.#blanks += 1;
  }

  /** An exception's head, whose frames are still to be seen, may belong to this record. */
  mayOwn(text: string): boolean {
    return isTroubled(this.#first) && isTraceHeader(text);
  }

  /** Joins the line where it goes on with this record; false where it does not. */
  takes(line: Line, text: string, envelope: Envelope | undefined): boolean {
    if (this.#partial) {
      this.#partial = envelope?.partial === true;
      this.#append(line, text, '');
      return true;
    }
    if (isContinuation(text)) {
      this.#append(line, text, '\n');
      return true;
    }
    const owned = this.#trace === undefined ? isTroubled(this.#first) : this.#unnamed;
    const begun = owned && isLoggedTrace(text) ? traceBegun(text) : undefined;
    const trace = begun ?? this.#trace;
    if (trace === undefined) return false;
    const named = begun === undefined && this.#unnamed && (endsTrace(trace, text) || (trace.textFollows === true && this.lines === 1));
    if (begun === undefined && !named && !goesOn(trace, text)) return false;
    this.#trace = trace;
    this.#unnamed = !named;
    this.#append(line, text, '\n');
    return true;
  }

  /** Joins the head of an exception that turned out to be this record's own. */
  join(held: OpenRecord): void {
    this.#parts.push('\n', ...held.#parts);
    this.#bytes += held.#bytes + 1;
    this.#cut += held.#cut;
    this.#nuls += held.#nuls;
    this.#valid &&= held.#valid;
    this.lines += held.lines;
  }

  record(): TextRecord {
    const text = this.#parts.length === 1 ? this.#first : this.#parts.join('');
    return { text, start: this.start, line: this.line, envelope: this.#envelope, marks: marksOf({ cut: this.#cut, nuls: this.#nuls, valid: this.#valid }) };
  }

  #append(line: Line, text: string, between: string): void {
    const separator = between === '' ? '' : between.repeat(this.#blanks + 1);
    const size = separator.length + text.length;
    if (this.#bytes + size > MOST_BYTES) this.#cut += Buffer.byteLength(text) + separator.length;
    else this.#parts.push(separator, text);
    if (this.#bytes + size <= MOST_BYTES) this.#bytes += size;
    this.#cut += line.cut;
    this.#nuls += line.nuls;
    this.#valid &&= line.valid;
    this.#blanks = 0;
    this.lines += 1;
  }
}

function marksOf({ cut, nuls, valid }: Pick<Line, 'cut' | 'nuls' | 'valid'>): TextRecord['marks'] {
  if (cut === 0 && nuls === 0 && valid) return undefined;
  return {
    ...(cut === 0 ? undefined : { truncated_bytes: cut }),
    ...(nuls === 0 ? undefined : { nul_bytes: nuls }),
    ...(valid ? undefined : { invalid_utf8: true }),
  };
}
