// Time is integer microseconds since the Unix epoch, UTC: exact in a double until the year 2255, so no bigint is needed.

declare const microsBrand: unique symbol;

/** A moment: integer microseconds since 1970-01-01T00:00:00Z. */
export type Micros = number & { readonly [microsBrand]: true };

/** A closed-open stretch of time, `from <= t < to`. */
export interface Interval {
  readonly from: Micros;
  readonly to: Micros;
}

export const MILLI = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Years outside 1970 to 2254 do not fit: callers reject such a record instead of storing a wrong time. */
const MAX_MICROS = 8_990_000_000_000_000;

export function isMicros(value: number): value is Micros {
  return Number.isInteger(value) && value >= 0 && value <= MAX_MICROS;
}

/** Rounds to a whole microsecond; throws RangeError where the result is not a moment. */
export function micros(value: number): Micros {
  // Adding 0 turns -0, which Math.round makes of -0.3, into 0.
  const whole = Math.round(value) + 0;
  if (!isMicros(whole)) throw new RangeError(`not a time in microseconds: ${value}`);
  return whole;
}

export function fromMillis(millis: number): Micros {
  return micros(millis * MILLI);
}

export function toMillis(at: Micros): number {
  return Math.floor(at / MILLI);
}

/** `at` moved by `delta` microseconds, kept inside the range of moments; a delta that is no number moves nothing. */
export function shift(at: Micros, delta: number): Micros {
  if (Number.isNaN(delta)) return at;
  return Math.min(MAX_MICROS, Math.max(0, Math.round(at + delta))) as Micros;
}

export function interval(from: number, to: number): Interval {
  return { from: micros(Math.max(0, from)), to: micros(Math.max(0, to)) };
}

/** All moments there are. */
export const EVER: Interval = { from: micros(0), to: micros(MAX_MICROS) };

/** RFC 3339 in UTC with six digits, for exports and machine output. */
export function toRfc3339(at: Micros): string {
  const fraction = String(at % SECOND).padStart(6, '0');
  return `${new Date(toMillis(at)).toISOString().slice(0, 19)}.${fraction}Z`;
}
