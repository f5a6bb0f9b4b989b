// Values of literals: the grammar's tree holds only their text.
import { MINUTE, HOUR, DAY, SECOND, MILLI } from '../../lib/micros.ts';

const UNITS = [['y', 365 * DAY], ['w', 7 * DAY], ['d', DAY], ['h', HOUR], ['m', MINUTE], ['s', SECOND], ['ms', MILLI]] as const;
const DURATION = new RegExp(`^${UNITS.map(([unit]) => `(?:(\\d+)${unit})?`).join('')}$`);

const ESCAPES = new Map([
  ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['v', '\v'], ['\\', '\\'],
]);
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/suy;

/** `1h30m` in microseconds; undefined when it is no duration. */
export function durationMicros(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (found === null || text === '') return undefined;
  return UNITS.reduce((total, [, micros], index) => total + Number(found[index + 1] ?? 0) * micros, 0);
}

/** An unsigned number without unit: `1e3`, `0x1F`, `017` (octal), `1_000`, `Inf`, `NaN`; undefined when it is none. */
export function numberValue(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (lower === 'inf') return Infinity;
  if (lower === 'nan') return NaN;
  const digits = lower.replaceAll('_', '');
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  if (/^0x[0-9a-f]+$/.test(digits) || /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(digits)) return Number(digits);
  return undefined;
}

export type DecodedString = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

/** The value of a quoted string with its quotes: '…' and "…" know escapes, `…` is taken as it stands. */
export function stringValue(text: string): DecodedString {
  const quote = text[0] ?? '';
  const body = text.slice(1, -1);
  if (quote === '`') return { ok: true, value: body };
  let value = '';
  let bytes: number[] = [];
  // \x and octal escapes are bytes: neighbours together make up one UTF-8 character.
  const flush = (): void => {
    if (bytes.length > 0) value += new TextDecoder().decode(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let index = 1; index < text.length; ) {
    const character = text[index] ?? '';
    if (character === quote) {
      flush();
      return index === text.length - 1 ? { ok: true, value } : { ok: false, message: 'unexpected quote inside the string' };
    }
    if (character !== '\\') {
      flush();
      value += character;
      index += 1;
      continue;
    }
    ESCAPE.lastIndex = index;
    const found = ESCAPE.exec(text);
    const decoded = found === null ? undefined : escaped(found, quote);
    if (found === null || decoded === undefined) return { ok: false, message: 'unknown escape sequence in the string' };
    if (typeof decoded === 'number') bytes.push(decoded);
    else {
      flush();
      value += decoded;
    }
    index += found[0].length;
  }
  return { ok: false, message: 'unterminated string' };
}

/** A number is one byte, a string is characters. */
function escaped([, hex, octal, short, long, single]: RegExpExecArray, quote: string): number | string | undefined {
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (octal !== undefined) return Number.parseInt(octal, 8) & 0xff;
  const code = short ?? long;
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCodePoint(point);
  }
  return single === quote ? quote : ESCAPES.get(single ?? '');
}
