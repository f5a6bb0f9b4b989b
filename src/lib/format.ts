// How numbers and times are written on every screen: short, the same width for the same size, and never a nicer number than the
// true one. Pure. Not-a-number reads NaN and the infinities +Inf and -Inf, as Prometheus writes them.
import { DAY, HOUR, MILLI, MINUTE, SECOND, toMillis, type Micros } from './micros.ts';
import { zoneAbbreviation, zoneOffsetMillis, type Zone } from './zone.ts';

/** Units of panel values; the same words as `Unit` of the model, which the leaves may not import. */
export type ValueUnit = 'none' | 'percent' | 'ratio' | 'bytes' | 'bytes/s' | 'seconds' | 'milliseconds' | '/s' | '/min';

export type ClockPrecision = 'minutes' | 'seconds' | 'millis';

/** Every digit, in threes: "1,284". By hand, since the first formatter of Intl takes 15 ms to make, and the first frame counts. */
export function count(n: number): string {
  if (!Number.isFinite(n)) return special(n);
  const digits = BigInt(Math.round(n)).toString();
  return digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 alert", "1,204 alerts". */
export function many(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}

/** As `count` up to 99,999; beyond that three digits and a letter: "124k", "1.28M". */
export function compact(n: number): string {
  if (!Number.isFinite(n)) return special(n);
  if (Math.abs(Math.round(n)) <= 99_999) return count(n);
  const { scaled, step } = scale(Math.abs(n), 1_000, ['', 'k', 'M', 'G', 'T', 'P', 'E'], 999.5);
  if (scaled >= 999.5) return n.toExponential(2);
  return `${n < 0 ? '-' : ''}${scaled >= 100 ? scaled.toFixed(0) : scaled.toPrecision(3)}${step}`;
}

/** Sizes in thousands, as disks and files are sold: "850 B", "1.2 kB", "12 MB". */
export function bytes(n: number): string {
  return sized(n, 1_000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']);
}

/** Flow in powers of 1,024: "11 KiB/s". */
export function byteRate(n: number): string {
  return Number.isFinite(n) ? `${sized(n, 1_024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'])}/s` : special(n);
}

/** A length of time with two digits or two parts that matter: "850 ms", "2.3 s", "4m 12s", "1h 03m", "2d 4h". */
export function duration(micros: number): string {
  if (!Number.isFinite(micros)) return special(micros);
  const sign = micros < 0 ? '-' : '';
  return `${sign}${lengthOf(Math.abs(micros))}`;
}

function lengthOf(micros: number): string {
  if (micros < 0.5) return '0 s';
  if (micros < 999.5) return `${Math.round(micros)} µs`;
  if (micros < 999.5 * MILLI) return `${twoDigits(micros / MILLI)} ms`;
  if (micros < 59.5 * SECOND) return `${twoDigits(micros / SECOND)} s`;
  // Each pair rounds to its own smaller part and the limits leave room for that, so no pair ever reads "59m 60s".
  if (micros < HOUR - SECOND / 2) return pair(micros, MINUTE, 'm', SECOND, 's', 2);
  if (micros < DAY - MINUTE / 2) return pair(micros, HOUR, 'h', MINUTE, 'm', 2);
  return pair(micros, DAY, 'd', HOUR, 'h', 1);
}

function pair(micros: number, big: number, bigName: string, small: number, smallName: string, digits: number): string {
  const smalls = Math.round(micros / small);
  const perBig = big / small;
  return `${compact(Math.floor(smalls / perBig))}${bigName} ${String(smalls % perBig).padStart(digits, '0')}${smallName}`;
}

/** The time of day in a zone: "14:35", "14:35:12", "14:35:12.120". */
export function clockTime(at: Micros, zone: Zone, precision: ClockPrecision): string {
  const length = { minutes: 5, seconds: 8, millis: 12 }[precision];
  return wall(at, zone).slice(11, 11 + length);
}

/** Date and time of day in a zone: "2026-11-21 14:35:12". */
export function dateTime(at: Micros, zone: Zone, precision: ClockPrecision = 'seconds'): string {
  return `${wall(at, zone).slice(0, 10)} ${clockTime(at, zone, precision)}`;
}

/** From one time of day to another: "14:05–14:35"; with its dates once it is a day or longer: "10-02 03:53–11-21 04:00". */
export function timeRange(from: Micros, to: Micros, zone: Zone): string {
  const [first, last] = to - from < DAY ? [clockTime(from, zone, 'minutes'), clockTime(to, zone, 'minutes')] : [from, to].map((at) => dateTime(at, zone, 'minutes').slice('2026-'.length));
  return `${first}–${last}`;
}

/** What the zone is called at that moment: "CET", "UTC". */
export function zoneName(at: Micros, zone: Zone): string {
  return zoneAbbreviation(toMillis(at), zone);
}

function wall(at: Micros, zone: Zone): string {
  const millis = toMillis(at);
  return new Date(millis + zoneOffsetMillis(millis, zone)).toISOString();
}

/** A share as percent: 0.873 is "87.3 %". Between 99 and 100 it rounds down, so that only a whole reads "100 %". */
export function percent(ratio: number): string {
  return ofHundred(ratio * 100);
}

function ofHundred(n: number): string {
  if (!Number.isFinite(n)) return special(n);
  const near = n > 99 && n < 100 ? Math.floor(n * 100 + 1e-6) / 100 : n;
  return `${number(near)} %`;
}

/** A measured value in its unit, with three digits that matter: "87.3 %", "412 /s", "1.84 s". */
export function value(n: number, unit: ValueUnit): string {
  if (!Number.isFinite(n)) return special(n);
  switch (unit) {
    case 'none':
      return number(n);
    case 'percent':
      return ofHundred(n);
    case 'ratio':
      return percent(n);
    case 'bytes':
      return bytes(n);
    case 'bytes/s':
      return byteRate(n);
    case 'seconds':
      return timing(n * 1_000);
    case 'milliseconds':
      return timing(n);
    case '/s':
    case '/min':
      return `${number(n)} ${unit}`;
  }
}

/** Timings keep three digits, because 1.84 s and 1.76 s are different answers; from a minute on they are lengths of time. */
function timing(millis: number): string {
  const size = Math.abs(millis);
  if (size >= 59_950) return duration(millis * MILLI);
  if (size >= 999.5) return `${number(millis / 1_000)} s`;
  if (size >= 0.9995 || size === 0) return `${number(millis)} ms`;
  return `${number(millis * 1_000)} µs`;
}

/** Three digits that matter, whole numbers whole up to 99,999, no zeros at the end. */
function number(n: number): string {
  const size = Math.abs(n);
  if (size >= 99_999.5) return compact(n);
  if (size >= 999.5 || Number.isInteger(n)) return count(n);
  if (size < 0.001) return n.toExponential(1);
  return trimZeros(size > 99 && size < 100 ? n.toFixed(2) : n.toPrecision(3));
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/u, '') : digits;
}

function twoDigits(n: number): string {
  return n < 9.95 ? n.toFixed(1) : n.toFixed(0);
}

function sized(n: number, base: number, units: readonly string[]): string {
  if (!Number.isFinite(n)) return special(n);
  const { scaled, step } = scale(Math.abs(n), base, units, base - 0.5);
  const digits = step === units[0] ? count(scaled) : scaled < 9.95 ? scaled.toFixed(1) : count(scaled);
  return `${n < 0 && digits !== '0' ? '-' : ''}${digits} ${step}`;
}

/** Divides until the number is below `limit`, which lies under the base so that rounding never yields "1000 kB". */
function scale(size: number, base: number, units: readonly string[], limit: number): { scaled: number; step: string } {
  let scaled = size;
  let index = 0;
  while (scaled >= limit && index < units.length - 1) {
    scaled /= base;
    index += 1;
  }
  return { scaled, step: units[index] ?? '' };
}

function special(n: number): string {
  if (Number.isNaN(n)) return 'NaN';
  return n > 0 ? '+Inf' : '-Inf';
}
