// A range of time as it is typed and shown: `14:20..14:50`, `-15m..now`, `all`.
import { dateTime, duration, zoneName } from '../../lib/format.ts';
import { DAY, type Interval, type Micros } from '../../lib/micros.ts';
import { parseTime } from '../../lib/parse-time.ts';
import { within } from './form.ts';

export type ParsedRange = { readonly ok: true; readonly range: Interval } | { readonly ok: false; readonly message: string };

/** `now` is what times of the day and lengths count from; the range is cut to `bounds`. */
export function parseRange(text: string, now: Micros, bounds: Interval, zone: string): ParsedRange {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'all') return { ok: true, range: bounds };
  const parts = trimmed.split(/\.{2,3}|…|–/u);
  const [from, to] = parts.map((part) => parseTime(part, now, zone));
  if (parts.length !== 2 || from === undefined || to === undefined) return { ok: false, message: 'Write two times as 14:20..14:50, -15m..now, 2026-11-21 14:20..2026-11-21 14:50, or all.' };
  if (from >= to) return { ok: false, message: 'The first time must be before the second one.' };
  const range = within({ from, to }, bounds);
  return range === undefined ? { ok: false, message: `Nothing of it is in this session, which holds ${rangeWords(bounds, zone)}.` } : { ok: true, range };
}

export function rangeWords({ from, to }: Interval, zone: string): string {
  const end = sameDay(from, to, zone) ? dateTime(to, zone).slice(11) : dateTime(to, zone);
  return `${dateTime(from, zone)} to ${end} ${zoneName(from, zone)}, ${duration(to - from)}`;
}

/** As it would be typed; a range of one day of the last twelve hours by its clock times alone. */
export function rangeText({ from, to }: Interval, now: Micros, zone: string): string {
  const short = Math.abs(now - from) < DAY / 2 && Math.abs(now - to) < DAY / 2 && sameDay(from, now, zone) && sameDay(to, now, zone);
  return [from, to].map((at) => (short ? dateTime(at, zone).slice(11) : dateTime(at, zone))).join('..');
}

function sameDay(one: Micros, other: Micros, zone: string): boolean {
  return dateTime(one, zone).slice(0, 10) === dateTime(other, zone).slice(0, 10);
}
