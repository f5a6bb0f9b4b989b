// Times and lengths of time as people type them. Pure: the present and the zone are arguments. What is not understood is undefined,
// never a guess: a wrong time in an incident costs more than a second try.
import { DAY, HOUR, isMicros, MILLI, MINUTE, SECOND, toMillis, type Micros } from './micros.ts';
import { fromWallMillis, zoneOffsetMillis, type Zone } from './zone.ts';

const LONGEST = 64;
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]| +)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/u;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/u;

/**
 * A moment: RFC 3339, a date with or without a time of day in the zone, unix time in s, ms, us or ns (told apart by its digits),
 * `14:35` or `14:35:02` (of today, or of yesterday where today's is more than twelve hours ahead), `-15m`, `+1h`, `now`.
 */
export function parseTime(text: string, now: Micros, zone: Zone): Micros | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'now') return now;
  const found = relative(trimmed, now) ?? moment(trimmed, zone) ?? clock(trimmed, now, zone) ?? unix(trimmed);
  return found !== undefined && isMicros(found) ? found : undefined;
}

function relative(text: string, now: Micros): number | undefined {
  const sign = text[0];
  if (sign !== '-' && sign !== '+') return undefined;
  const length = parseDuration(text.slice(1));
  if (length === undefined) return undefined;
  return sign === '-' ? now - length : now + length;
}

function moment(text: string, zone: Zone): number | undefined {
  const found = MOMENT.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC carries the 30th of February over into March: the same day must come back.
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  const time = hour === undefined ? 0 : timeOfDay(hour, minute, second, fraction);
  if (time === undefined) return undefined;
  if (offset === undefined) return fromWall(date * MILLI + time, zone);
  const away = offsetMicros(offset);
  return away === undefined ? undefined : date * MILLI + time - away;
}

function clock(text: string, now: Micros, zone: Zone): number | undefined {
  const found = CLOCK.exec(text);
  if (found === null) return undefined;
  const time = timeOfDay(found[1], found[2], found[3], found[4]);
  if (time === undefined) return undefined;
  const wallNow = toMillis(now) + zoneOffsetMillis(toMillis(now), zone);
  const midnight = Math.floor(wallNow / 86_400_000) * DAY;
  const today = fromWall(midnight + time, zone);
  return today - now > 12 * HOUR ? fromWall(midnight - DAY + time, zone) : today;
}

function unix(text: string): number | undefined {
  const found = /^(\d{9,19})(?:\.(\d{1,9}))?$/u.exec(text);
  const digits = found?.[1];
  if (digits === undefined) return undefined;
  const fraction = found?.[2];
  if (digits.length <= 11) return Number(digits) * SECOND + fractionMicros(fraction);
  if (digits.length <= 14) return Number(digits) * MILLI + Math.floor(fractionMicros(fraction) / MILLI);
  if (digits.length <= 17) return Number(digits);
  // Nanoseconds do not fit a double: the last three digits go before they become a number.
  return Number(digits.slice(0, -3));
}

function timeOfDay(hour: string | undefined, minute: string | undefined, second: string | undefined, fraction: string | undefined): number | undefined {
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return h * HOUR + m * MINUTE + s * SECOND + fractionMicros(fraction);
}

function fractionMicros(fraction: string | undefined): number {
  return Number((fraction ?? '').slice(0, 6).padEnd(6, '0'));
}

function offsetMicros(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/** Zones move in whole milliseconds; what is finer stays as it is. */
function fromWall(wallMicros: number, zone: Zone): number {
  const millis = Math.floor(wallMicros / MILLI);
  return fromWallMillis(millis, zone) * MILLI + (wallMicros - millis * MILLI);
}

const PART = /(\d+(?:\.\d+)?)\s*(w|d|h|ms|m|s|us|µs)\s*/uy;
const PART_MICROS: ReadonlyMap<string, number> = new Map([
  ['w', 7 * DAY], ['d', DAY], ['h', HOUR], ['m', MINUTE], ['s', SECOND], ['ms', MILLI], ['us', 1], ['µs', 1],
]);

/** A length of time in whole microseconds: `90s`, `1h30m`, `500ms`, `1.5h`; parts stand from large to small, each once. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.length > LONGEST ? '' : text.trim();
  if (trimmed === '') return undefined;
  let total = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let at = 0;
  while (at < trimmed.length) {
    PART.lastIndex = at;
    const found = PART.exec(trimmed);
    const size = PART_MICROS.get(found?.[2] ?? '');
    if (found === null || size === undefined || size >= smallest) return undefined;
    total += Number(found[1]) * size;
    smallest = size;
    at = PART.lastIndex;
  }
  const whole = Math.round(total);
  return Number.isSafeInteger(whole) ? whole : undefined;
}
