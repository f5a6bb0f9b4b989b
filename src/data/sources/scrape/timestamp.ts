// The optional time at the end of a line: whole milliseconds in the Prometheus text format, seconds with a fraction in
// OpenMetrics. A time in another unit would put the sample into another age, so it is told instead of kept.
import { DAY, isMicros, type Micros } from '../../../lib/micros.ts';
import { goNumber } from '../go-number.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

const WHOLE = /^[+-]?\d{1,20}$/;
const UNITS = [
  ['seconds', 1_000_000],
  ['milliseconds', 1_000],
  ['microseconds', 1],
  ['nanoseconds', 0.001],
] as const;

/** The moment that `token` names; a string is the reason why it names none. `near` is when the page was asked for. */
export function parseTimestamp(token: string, format: ExpositionFormat, near: Micros): Micros | string {
  const amount = goNumber(token, 0, token.length);
  if (amount === undefined || !Number.isFinite(amount)) return 'the timestamp is no number';
  if (format === 'text' && !WHOLE.test(token)) return 'the timestamp is not in whole milliseconds';
  const at = Math.round(amount * (format === 'text' ? 1_000 : 1_000_000));
  if (isMicros(at) && Math.abs(at - near) <= DAY) return at;
  const meant = UNITS.find(([, size]) => Math.abs(amount * size - near) <= DAY);
  if (meant !== undefined) return `the timestamp is in ${meant[0]}, not in ${format === 'text' ? 'milliseconds' : 'seconds'}`;
  return isMicros(at) ? at : 'the timestamp is not between the years 1970 and 2254';
}
