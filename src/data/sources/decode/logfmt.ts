// logfmt: `key=value key="quoted \"value\"" flag`. A single pass; a token that is no pair becomes a flag or ends the attempt.
import { setField } from './values.ts';

/** Pairs of one line; beyond this the line is taken for something else. */
const MOST_PAIRS = 512;

export interface LogfmtOptions {
  /** Words without `=` that are allowed among the pairs; 0 when absent, so that prose is not taken for logfmt. */
  readonly flags?: number;
}

/**
 * The fields of a logfmt line; undefined where it is none: it must begin with a pair. Values that are exactly a decimal
 * number or true and false become such; everything else stays text. A repeated key keeps its last value.
 */
export function parseLogfmt(line: string, options: LogfmtOptions = {}): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  let flags = options.flags ?? 0;
  let pairs = 0;
  let index = blanks(line, 0);
  while (index < line.length) {
    const start = index;
    while (isKey(line.charCodeAt(index))) index += 1;
    const key = line.slice(start, index);
    const code = line.charCodeAt(index);
    if (key === '') return undefined;
    if (code === 0x3d) {
      const token = valueAt(line, index + 1);
      if (token === undefined || pairs >= MOST_PAIRS) return undefined;
      setField(fields, key, token.value);
      pairs += 1;
      index = token.end;
    } else if (pairs > 0 && flags > 0 && (index >= line.length || isBlank(code))) {
      setField(fields, key, true);
      flags -= 1;
    } else return undefined;
    index = blanks(line, index);
  }
  return pairs > 0 ? fields : undefined;
}

interface Token {
  readonly value: unknown;
  readonly end: number;
}

function valueAt(line: string, from: number): Token | undefined {
  if (line.charCodeAt(from) === 0x22) return quotedAt(line, from);
  let end = from;
  while (end < line.length && !isBlank(line.charCodeAt(end))) {
    if (line.charCodeAt(end) === 0x22) return undefined;
    end += 1;
  }
  return { value: scalarOf(line.slice(from, end)), end };
}

/** Quoted values are text, whatever they spell. Undefined where the quote does not end or something sticks to its end. */
function quotedAt(line: string, from: number): Token | undefined {
  let escaped = false;
  let end = from + 1;
  while (end < line.length && line.charCodeAt(end) !== 0x22) {
    if (line.charCodeAt(end) === 0x5c) {
      escaped = true;
      end += 1;
    }
    end += 1;
  }
  if (end >= line.length || (end + 1 < line.length && !isBlank(line.charCodeAt(end + 1)))) return undefined;
  const raw = line.slice(from + 1, end);
  return { value: escaped ? unescaped(raw) : raw, end: end + 1 };
}

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
  if (text === 'true') return true;
  if (text === 'false') return false;
  const code = text.charCodeAt(0);
  if (text.length > 16 || !(code === 0x2d || (code >= 0x30 && code <= 0x39))) return text;
  const value = Number(text);
  return Number.isFinite(value) && String(value) === text ? value : text;
}

function blanks(line: string, from: number): number {
  let index = from;
  while (isBlank(line.charCodeAt(index))) index += 1;
  return index;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Letters, digits, `_ . - / @ : [ ]` and everything beyond ASCII. */
function isKey(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x2d && code <= 0x3a) ||
    code === 0x5f || code === 0x40 || code === 0x5b || code === 0x5d || code > 0x7f
  );
}
