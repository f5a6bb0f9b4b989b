// Reads `2026-11-21T01:02:03.456+01:00` and its relatives at one place of a text: blank or T between, slashes or dots in the
// date, comma before the fraction, no seconds, no zone, the invalid `+00:00Z`, the compact `20251003T203142Z`. No regex: hot.
import { isMicros, type Micros } from '../../../lib/micros.ts';
import { wallMicros } from './calendar.ts';
import type { Zone } from './zone.ts';

export interface Stamp {
  readonly at: Micros;
  /** Just behind the last character that belongs to the time. */
  readonly end: number;
  /** False where the text says more than microseconds can hold: its own words are then worth keeping. */
  readonly exact: boolean;
}

/** A date and time that starts at `from`; `zone` counts where the text names none. */
export function isoAt(text: string, from: number, zone: Zone): Stamp | undefined {
  const mark = text.charCodeAt(from + 4);
  if (mark !== 0x2d && mark !== 0x2f && mark !== 0x2e) return isDigit(mark) ? compactAt(text, from, zone) : undefined;
  if (text.charCodeAt(from + 7) !== mark || !isBetween(text.charCodeAt(from + 10)) || text.charCodeAt(from + 13) !== 0x3a) return undefined;
  const seconds = text.charCodeAt(from + 16) === 0x3a && isDigit(text.charCodeAt(from + 17));
  const end = seconds ? from + 19 : from + 16;
  const fraction = fractionAt(text, end);
  const wall = wallMicros(
    number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2),
    number(text, from + 11, 2), number(text, from + 14, 2), seconds ? number(text, from + 17, 2) : 0, fraction.micros,
  );
  return stampOf(text, wall, fraction, zone);
}

function compactAt(text: string, from: number, zone: Zone): Stamp | undefined {
  if ((text.charCodeAt(from + 8) | 0x20) !== 0x74) return undefined;
  const fraction = fractionAt(text, from + 15);
  const wall = wallMicros(
    number(text, from, 4), number(text, from + 4, 2), number(text, from + 6, 2),
    number(text, from + 9, 2), number(text, from + 11, 2), number(text, from + 13, 2), fraction.micros,
  );
  return stampOf(text, wall, fraction, zone);
}

function stampOf(text: string, wall: number | undefined, fraction: Fraction, zone: Zone): Stamp | undefined {
  if (wall === undefined) return undefined;
  const offset = offsetAt(text, fraction.end);
  const at = wall - (offset?.minutes ?? zone.offsetMinutes(wall)) * 60_000_000;
  return isMicros(at) ? { at, end: offset?.end ?? fraction.end, exact: fraction.exact } : undefined;
}

interface Fraction {
  readonly micros: number;
  readonly end: number;
  readonly exact: boolean;
}

/** `.123456` or `,123` at `from`; digits beyond the sixth are cut. */
export function fractionAt(text: string, from: number): Fraction {
  const mark = text.charCodeAt(from);
  if ((mark !== 0x2e && mark !== 0x2c) || !isDigit(text.charCodeAt(from + 1))) return { micros: 0, end: from, exact: true };
  let micros = 0;
  let exact = true;
  let end = from + 1;
  for (; isDigit(text.charCodeAt(end)); end += 1) {
    if (end - from <= 6) micros = micros * 10 + text.charCodeAt(end) - 0x30;
    else if (text.charCodeAt(end) !== 0x30) exact = false;
  }
  for (let digits = end - from - 1; digits < 6; digits += 1) micros *= 10;
  return { micros, end, exact };
}

/** RFC 822 and the few names that writers in the field use; other abbreviations are ambiguous and are left alone. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['Z', 0], ['UTC', 0], ['GMT', 0], ['EST', -300], ['EDT', -240], ['CST', -360], ['CDT', -300], ['MST', -420], ['MDT', -360],
  ['PST', -480], ['PDT', -420], ['CET', 60], ['CEST', 120],
]);

/** `Z`, `+02:00`, `+0200`, `+02`, ` UTC` at `from`: minutes east, and where it ends. */
export function offsetAt(text: string, from: number): { readonly minutes: number; readonly end: number } | undefined {
  const blank = text.charCodeAt(from) === 0x20 ? 1 : 0;
  const first = text.charCodeAt(from + blank);
  if (first === 0x5a && !isWord(text.charCodeAt(from + blank + 1))) return { minutes: 0, end: from + blank + 1 };
  if (first === 0x2b || first === 0x2d) return numericOffset(text, from + blank, blank === 0);
  const name = first >= 0x41 && first <= 0x5a ? /^[A-Z]{3,4}\b/.exec(text.slice(from + blank, from + blank + 5))?.[0] : undefined;
  const minutes = name === undefined ? undefined : ZONES.get(name);
  return name === undefined || minutes === undefined ? undefined : { minutes, end: from + blank + name.length };
}

function numericOffset(text: string, from: number, short: boolean): { readonly minutes: number; readonly end: number } | undefined {
  const hours = number(text, from + 1, 2);
  const colon = text.charCodeAt(from + 3) === 0x3a ? 1 : 0;
  const rest = number(text, from + 3 + colon, 2);
  const bare = Number.isNaN(rest);
  if (!(hours <= 14) || (bare && !short)) return undefined;
  const past = bare ? from + 3 : from + 5 + colon;
  if (isDigit(text.charCodeAt(past)) || (!bare && rest % 15 !== 0)) return undefined;
  const minutes = (hours * 60 + (bare ? 0 : rest)) * (text.charCodeAt(from) === 0x2d ? -1 : 1);
  const doubled = text.charCodeAt(past) === 0x5a && !isWord(text.charCodeAt(past + 1)) ? 1 : 0;
  return { minutes, end: past + doubled };
}

/** The number that `count` digits spell, or NaN where one of them is none: NaN fails every later check. */
function number(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 0x30;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

function isBetween(code: number): boolean {
  return code === 0x54 || code === 0x74 || code === 0x20 || code === 0x5f;
}
