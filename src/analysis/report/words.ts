// The small words that all parts of a report share: times of day in UTC with the date only where it is another one, lengths as people
// say them, and lists.
import { clockTime, count, dateTime, duration, many } from '../../lib/format.ts';
import { DAY, HOUR, MINUTE, SECOND, type Interval, type Micros } from '../../lib/micros.ts';
import { visible, type SafeText } from '../../lib/text.ts';

/** Whether all of a range lies on one day of UTC, so that its times need no date. */
function onOneDay({ from, to }: Interval): boolean {
  return Math.floor(from / DAY) === Math.floor(Math.max(from, to - 1) / DAY);
}

/** "14:35:00" on the day of the range, "2026-11-22 00:10:00" on another. UTC. */
export function timeWords(at: Micros, range: Interval): string {
  return onOneDay(range) && Math.floor(at / DAY) === Math.floor(range.from / DAY) ? clockTime(at, 'utc', 'seconds') : dateTime(at, 'utc');
}

/** "2026-11-21, 14:20:00 to 15:15:00 UTC". */
export function rangeWords(range: Interval): string {
  const { from, to } = range;
  return onOneDay(range)
    ? `${dateTime(from, 'utc').slice(0, 10)}, ${clockTime(from, 'utc', 'seconds')} to ${clockTime(to, 'utc', 'seconds')} UTC`
    : `${dateTime(from, 'utc')} to ${dateTime(to, 'utc')} UTC`;
}

/** "35 minutes", "1 hour", "2m 07s". */
export function lengthWords(length: number): string {
  const whole = Math.round(length / SECOND) * SECOND;
  if (whole > 0 && whole % HOUR === 0) return many(whole / HOUR, 'hour');
  if (whole > 0 && whole < 2 * HOUR && whole % MINUTE === 0) return many(whole / MINUTE, 'minute');
  if (whole > 0 && whole < MINUTE) return many(whole / SECOND, 'second');
  return duration(length);
}

/** Text from outside made safe to print, where there is any. */
export function safe(text: string | undefined): SafeText | undefined {
  return text === undefined ? undefined : visible(text);
}

/** "a", "a and b", "a, b and c"; beyond `most` the number of the others. */
export function listWords(words: readonly string[], most = 5): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${count(words.length - most + 1)} others`] : words;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
