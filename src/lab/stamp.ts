// Moments as text, as the pretended servers write them: RFC 3339 in UTC with as many digits as asked for, more where the moment has them.
import { MILLI, SECOND, micros, toRfc3339 } from '../lib/micros.ts';

/** `2026-11-21T14:35:00Z`; unix microseconds. */
export function stampSeconds(at: number): string {
  return at % SECOND === 0 ? `${toRfc3339(micros(at)).slice(0, 19)}Z` : stampMillis(at);
}

/** `2026-11-21T14:30:02.345Z`. */
export function stampMillis(at: number): string {
  const text = toRfc3339(micros(at));
  return at % MILLI === 0 ? `${text.slice(0, 23)}Z` : text;
}

/** `2026-11-21`. */
export function stampDay(at: number): string {
  return toRfc3339(micros(at)).slice(0, 10);
}
