// One JSON object from one record. What parsers of other languages write beyond JSON (NaN, Infinity, `//` comments) and
// integers beyond 2^53 are read on a second, slower try: they become text, so no digit is lost.
import { isFields } from './values.ts';

/** The object's fields; undefined where the text is no JSON object. Never throws. */
export function parseFields(text: string): Record<string, unknown> | undefined {
  const strict = parsed(text);
  if (strict !== undefined) return isFields(strict) ? strict : undefined;
  const relaxed = relaxedText(text);
  const value = relaxed === undefined ? undefined : parsed(relaxed);
  return isFields(value) ? value : undefined;
}

/** As parseFields, with every integer too long for a double kept as text. */
export function parseFieldsExactly(text: string): Record<string, unknown> | undefined {
  const relaxed = relaxedText(text);
  return relaxed === undefined ? parseFields(text) : parseFields(relaxed);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const WORD = /-?(?:NaN|Infinity)(?![\w"])/y;
const LONG_INTEGER = /-?\d{16,}(?![\d.eE])/y;

/** The same text as strict JSON; undefined where there is nothing to relax. One pass over the text, whatever it holds. */
function relaxedText(text: string): string | undefined {
  const parts: string[] = [];
  let copied = 0;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      index = endOfString(text, index);
      continue;
    }
    const end = code === 0x2f && text.charCodeAt(index + 1) === 0x2f ? endOfLine(text, index) : endOfWord(text, index, code);
    if (end > index) {
      parts.push(text.slice(copied, index), code === 0x2f ? '' : `"${text.slice(index, end)}"`);
      copied = end;
      index = end;
    } else index = code === 0x2d || isDigit(code) ? endOfNumber(text, index) : index + 1;
  }
  if (parts.length === 0) return undefined;
  parts.push(text.slice(copied));
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index += 1;
    else if (code === 0x22) return index + 1;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** The end of a word to be quoted that starts here, or `start` itself. */
function endOfWord(text: string, start: number, code: number): number {
  const number = code === 0x2d || isDigit(code);
  for (const pattern of number ? [LONG_INTEGER, WORD] : code === 0x4e || code === 0x49 ? [WORD] : []) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return start;
}

/** Past a number that stays as it is: looking inside it again would find the tail of a long one. */
function endOfNumber(text: string, start: number): number {
  let index = start + 1;
  while (isDigit(text.charCodeAt(index)) || /[.eE+]/.test(text[index] ?? '')) index += 1;
  return index;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
