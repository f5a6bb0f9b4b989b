// logfmt: `key=value key="quoted \"value\"" flag`. A single pass; a token that is no pair becomes a flag or ends the attempt.
import { Names } from './names.ts';
import type { RoleEntry } from './roles.ts';
import { setField } from './values.ts';

/** Pairs of one line; beyond this the line is taken for something else. */
const MOST_PAIRS = 512;

export interface LogfmtOptions {
  /** Words without `=` that are allowed among the pairs; 0 when absent, so that prose is not taken for logfmt. */
  readonly flags?: number;
}

/** What takes the pairs of a line one by one. What it took is of no worth where the line then turns out to be no logfmt. */
export interface PairSink {
  /** `entry` is what the name says, if anything. */
  place(key: string, value: unknown, entry: RoleEntry | undefined): void;
}

/**
 * The fields of a logfmt line; undefined where it is none: it must begin with a pair. Values that are exactly a decimal
 * number or true and false become such; everything else stays text. A repeated key keeps its last value.
 */
export function parseLogfmt(line: string, options: LogfmtOptions = {}): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  return readLogfmt(line, options, { place: (key, value) => setField(fields, key, value) }) ? fields : undefined;
}

/** As parseLogfmt, but gives out each pair as it comes; false where the line is none. */
export function readLogfmt(line: string, options: LogfmtOptions, sink: PairSink): boolean {
  return reader.read(line, options.flags ?? 0, sink);
}

class LogfmtReader {
  readonly #names = new Names();
  /** Just behind the value that was read. */
  #end = 0;
  /** The next quote, backslash and tab that are not yet behind; beyond the line where there is none. */
  #quote = 0;
  #escape = 0;
  #tab = 0;

  read(line: string, mostFlags: number, sink: PairSink): boolean {
    let flags = mostFlags;
    let pairs = 0;
    let name = this.#names.origin;
    let index = blanks(line, 0);
    this.#quote = -1;
    this.#escape = -1;
    this.#tab = -1;
    while (index < line.length) {
      name = this.#names.at(line, index, name);
      if (name.key === '') return false;
      index += name.key.length;
      if (line.charCodeAt(index) === 0x3d) {
        const value = this.#valueAt(line, index + 1);
        if (value === undefined || pairs >= MOST_PAIRS) return false;
        sink.place(name.key, value, name.entry);
        pairs += 1;
        index = this.#end;
      } else if (pairs > 0 && flags > 0 && (index >= line.length || isBlank(line.charCodeAt(index)))) {
        sink.place(name.key, true, name.entry);
        flags -= 1;
      } else return false;
      index = blanks(line, index);
    }
    return pairs > 0;
  }

  /** Undefined where no value stands there: a quote does not end, something sticks to its end, or it stands inside. */
  #valueAt(line: string, from: number): unknown {
    if (this.#quote < from) this.#quote = positionOf(line, '"', from);
    if (line.charCodeAt(from) === 0x22) return this.#quotedAt(line, from);
    if (this.#tab < from) this.#tab = positionOf(line, '\t', from);
    const end = Math.min(positionOf(line, ' ', from), this.#tab);
    if (this.#quote < end) return undefined;
    this.#end = end;
    return scalarOf(line.slice(from, end));
  }

  /** Quoted values are text, whatever they spell. */
  #quotedAt(line: string, from: number): string | undefined {
    let end = positionOf(line, '"', from + 1);
    if (this.#escape <= from) this.#escape = positionOf(line, '\\', from + 1);
    const escaped = this.#escape < end;
    while (this.#escape < end) {
      if (this.#escape + 1 === end) end = positionOf(line, '"', end + 1);
      this.#escape = positionOf(line, '\\', this.#escape + 2);
    }
    if (end >= line.length || (end + 1 < line.length && !isBlank(line.charCodeAt(end + 1)))) return undefined;
    this.#end = end + 1;
    const raw = line.slice(from + 1, end);
    return escaped ? unescaped(raw) : raw;
  }
}

const reader = new LogfmtReader();

const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['b', '\b'], ['f', '\f']]);

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (_whole, wide?: string, narrow?: string, letter?: string) => {
    const code = wide ?? narrow;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return ESCAPES.get(letter ?? '') ?? letter ?? '';
  });
}

/** Only what prints back to the very same characters becomes a number: `007` and `1.50` are names, not amounts. */
export function scalarOf(text: string): unknown {
  const code = text.charCodeAt(0);
  if (code === 0x74) return text === 'true' ? true : text;
  if (code === 0x66) return text === 'false' ? false : text;
  return text.length <= 16 && (code === 0x2d || isDigit(code)) ? numberOf(text) : text;
}

/** The text itself where it is no such number. Only fractions, signs and powers need to be printed to know. */
function numberOf(text: string): number | string {
  let whole = 0;
  let index = 0;
  let code = text.charCodeAt(0);
  while (isDigit(code)) {
    whole = whole * 10 + code - 0x30;
    index += 1;
    code = text.charCodeAt(index);
  }
  if (index === text.length && index < 16) return index === 1 || text.charCodeAt(0) !== 0x30 ? whole : text;
  if (index > 0 && index < text.length && code !== 0x2e && code !== 0x65) return text;
  const value = Number(text);
  return Number.isFinite(value) && String(value) === text ? value : text;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function blanks(line: string, from: number): number {
  let index = from;
  while (isBlank(line.charCodeAt(index))) index += 1;
  return index;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** The line's length where the character does not come. */
function positionOf(line: string, character: string, from: number): number {
  const position = line.indexOf(character, from);
  return position < 0 ? line.length : position;
}
