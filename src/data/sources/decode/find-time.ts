// Finds the first time that stands anywhere in a line of text, in the spellings that log writers use. What a spelling leaves
// out (year, day, zone) is filled in from `now` and `zone`. Only the head of a line is searched: hostile lines stay cheap.
import { isMicros, SECOND, shift, DAY, type Micros } from '../../../lib/micros.ts';
import { monthOf, wallMicros } from './calendar.ts';
import { fractionAt, isoAt, offsetAt } from './iso-time.ts';
import type { Zone } from './zone.ts';

export interface TimeContext {
  /** For times that name no zone. */
  readonly zone: Zone;
  /** When the text was read: gives the year or the day where the text has none. */
  readonly now: Micros;
}

export interface FoundTime {
  readonly at: Micros;
  /** The time's own characters, `from <= i < to`. */
  readonly from: number;
  readonly to: number;
  /** False where the text says more than microseconds can hold. */
  readonly exact: boolean;
}

/** Characters of a line that are searched. */
const SEARCHED = 2_048;

export function findTime(line: string, context: TimeContext): FoundTime | undefined {
  const text = line.length > SEARCHED ? line.slice(0, SEARCHED) : line;
  let first: FoundTime | undefined;
  for (const read of SPELLINGS) {
    const found = read(text, context);
    if (found !== undefined && (first === undefined || found.from < first.from)) first = found;
    if (first !== undefined && first.from <= 1) return first;
  }
  return first;
}

type Spelling = (text: string, context: TimeContext) => FoundTime | undefined;

/** Commonest first; every pattern is linear in the text. */
const SPELLINGS: readonly Spelling[] = [iso, monthFirst, dayFirst, klog, unix, clockOnly];

const ISO = /(?<!\d)\d{4}(?:([-/.])\d\d\1\d\d[Tt _]\d\d:\d\d|\d{4}[Tt]\d{6})/g;

/** `2026-11-21 01:02:03,456`, `2026/11/21 01:02:03`, `20251003T203142Z`. */
function iso(text: string, { zone }: TimeContext): FoundTime | undefined {
  for (const match of text.matchAll(ISO)) {
    const stamp = isoAt(text, match.index, zone);
    if (stamp !== undefined) return { at: stamp.at, from: match.index, to: stamp.end, exact: stamp.exact };
  }
  return undefined;
}

const MONTH_FIRST = /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)/;

/** `Nov 21 01:02:03`, `Nov 21 2026 01:02:03.456 UTC`, `Sat Nov 21 01:02:03 2026`. */
function monthFirst(text: string, context: TimeContext): FoundTime | undefined {
  const match = MONTH_FIRST.exec(text);
  if (match === null) return undefined;
  const parts: Parts = { month: match[1], day: match[2], year: match[3], hour: match[4], minute: match[5], second: match[6] };
  return assembled(text, match.index, match.index + match[0].length, parts, context);
}

const DAY_FIRST = /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?<!\d)(\d{1,2})[ /-](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ /-](\d{4})[ :](\d\d):(\d\d):(\d\d)/;

/** `21/Nov/2026:01:02:03 +0000`, `Sat, 21 Nov 2026 01:02:03 GMT`, `21-Nov-2026 01:02:03.456`. */
function dayFirst(text: string, context: TimeContext): FoundTime | undefined {
  const match = DAY_FIRST.exec(text);
  if (match === null) return undefined;
  const parts: Parts = { day: match[1], month: match[2], year: match[3], hour: match[4], minute: match[5], second: match[6] };
  return assembled(text, match.index, match.index + match[0].length, parts, context);
}

const KLOG = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)(?=\.\d)/;

/** `E1121 01:02:03.456789 12 main.go:3] text`; the level letter is left to the reader of levels. */
function klog(text: string, context: TimeContext): FoundTime | undefined {
  const match = KLOG.exec(text);
  if (match === null) return undefined;
  const parts: Parts = { month: match[1], day: match[2], year: undefined, hour: match[3], minute: match[4], second: match[5] };
  return assembled(text, 0, match[0].length, parts, context);
}

interface Parts {
  readonly year: string | undefined;
  /** A name or a number. */
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
}

function assembled(text: string, from: number, end: number, parts: Parts, context: TimeContext): FoundTime | undefined {
  const fraction = fractionAt(text, end);
  const offset = offsetAt(text, fraction.end);
  let to = offset?.end ?? fraction.end;
  const trailing = parts.year === undefined ? /^ (\d{4})\b/.exec(text.slice(to, to + 6)) : null;
  if (trailing !== null) to += trailing[0].length;
  const year = parts.year ?? trailing?.[1];
  const month = monthOf(parts.month ?? '') || Number(parts.month);
  const moment = (year: number): number | undefined => {
    const wall = wallMicros(year, month, Number(parts.day), Number(parts.hour), Number(parts.minute), Number(parts.second), fraction.micros);
    return wall === undefined ? undefined : wall - (offset?.minutes ?? context.zone.offsetMinutes(wall)) * 60 * SECOND;
  };
  const at = year === undefined ? nearestYear(moment, context.now) : moment(Number(year));
  return at !== undefined && isMicros(at) ? { at, from, to, exact: fraction.exact } : undefined;
}

/** A line without a year was written in the last one: no later than a day from now, which leaves room for zones and skew. */
function nearestYear(moment: (year: number) => number | undefined, now: Micros): number | undefined {
  const newest = shift(now, DAY);
  const year = new Date(newest / 1_000).getUTCFullYear();
  for (let back = 0; back < 5; back += 1) {
    const at = moment(year - back);
    if (at !== undefined && at <= newest) return at;
  }
  return undefined;
}

const UNIX = /(?:^\[?|\baudit\()(\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})(?![\d.])/;

/** Seconds (with a fraction), milliseconds, microseconds or nanoseconds at the start of a line, and the `audit(…)` of auditd. */
function unix(text: string): FoundTime | undefined {
  const match = UNIX.exec(text);
  const digits = match?.[1];
  if (match === null || digits === undefined) return undefined;
  const at = unixMicros(Number(digits));
  const from = match.index + match[0].length - digits.length;
  return at === undefined ? undefined : { at, from, to: from + digits.length, exact: digits.length < 19 };
}

/** The unit of a Unix time follows from its size: seconds until the year 5138, then ms, µs, ns. */
export function unixMicros(value: number): Micros | undefined {
  if (!(value >= 0)) return undefined;
  const at = Math.round(value < 1e11 ? value * 1e6 : value < 1e14 ? value * 1e3 : value < 1e17 ? value : value / 1e3);
  return isMicros(at) ? at : undefined;
}

const CLOCK_ONLY = /^\[?(\d\d):(\d\d):(\d\d)(?![\d:])/;

/** `14:35:02.123` at the start of a line: today, or yesterday where that would lie more than an hour ahead. */
function clockOnly(text: string, { zone, now }: TimeContext): FoundTime | undefined {
  const match = CLOCK_ONLY.exec(text);
  if (match === null) return undefined;
  const fraction = fractionAt(text, match[0].length);
  const today = new Date((now + zone.offsetMinutes(now) * 60 * SECOND) / 1_000);
  const wall = wallMicros(
    today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate(),
    Number(match[1]), Number(match[2]), Number(match[3]), fraction.micros,
  );
  if (wall === undefined) return undefined;
  const at = wall - zone.offsetMinutes(wall) * 60 * SECOND;
  const passed = at > now + 3_600 * SECOND ? at - DAY : at;
  return isMicros(passed) ? { at: passed, from: match[0].indexOf(match[1] ?? ''), to: fraction.end, exact: fraction.exact } : undefined;
}
