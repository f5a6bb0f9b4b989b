// The lowest and the highest sample of a stretch of time. Of equal values the earliest counts, so that the answer does not depend on
// the order in which samples come in, nor on parts that were put together before.
import { MINUTE, type Micros } from '../../lib/micros.ts';

/** Values are null where the stretch holds no number; the times are then those of its first sample. */
export interface Extremes {
  low: number | null;
  lowAt: Micros;
  high: number | null;
  highAt: Micros;
}

/** Width, in event time, of the parts that the writer puts together in advance. */
export const PART = MINUTE;
/** Parts are stored when this window of learning ends. */
export const WINDOW = 10 * MINUTE;

export function extremesOf(at: Micros, value: number | null): Extremes {
  return { low: value, lowAt: at, high: value, highAt: at };
}

export function see(into: Extremes, at: Micros, value: number | null): void {
  if (precedes(value, at, into.low, into.lowAt, 1)) {
    into.low = value;
    into.lowAt = at;
  }
  if (precedes(value, at, into.high, into.highAt, -1)) {
    into.high = value;
    into.highAt = at;
  }
}

export function merge(into: Extremes, part: Extremes): void {
  see(into, part.lowAt, part.low);
  see(into, part.highAt, part.high);
}

/** A number comes before none, then the more extreme one, then the earlier one. */
function precedes(value: number | null, at: number, than: number | null, thanAt: number, sign: 1 | -1): boolean {
  if (value === null || than === null) return value === than ? at < thanAt : value !== null;
  return value === than ? at < thanAt : value * sign < than * sign;
}
