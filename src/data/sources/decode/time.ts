// What a time field means, whatever its spelling: text of many forms, or a number whose size tells its unit.
import type { Micros } from '../../../lib/micros.ts';
import { findTime, unixMicros, type TimeContext } from './find-time.ts';
import { isoAt } from './iso-time.ts';
import { SameSecond } from './same-second.ts';

export interface FieldTime {
  readonly at: Micros;
  /** False where the field says more than microseconds can hold: its own text is then kept beside it. */
  readonly exact: boolean;
}

const sameSecond = new SameSecond();

/** The moment that a field's value names; undefined where it names none (broken, negative, before 1970, after 2254). */
export function timeOf(value: unknown, context: TimeContext): FieldTime | undefined {
  if (typeof value === 'number') return timeOfNumber(value, value < 1e17);
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const again = sameSecond.at(value);
  if (again !== undefined) return { at: again, exact: true };
  const stamp = isoAt(value, 0, context.zone);
  if (stamp !== undefined && stamp.end === value.length) {
    sameSecond.remember(value, stamp.at);
    return stamp;
  }
  const text = value.trim();
  if (/^\d+(?:\.\d+)?(?:e\+?\d{1,2})?$/i.test(text)) return timeOfNumber(Number(text), text.length < 18);
  return findTime(text, context);
}

function timeOfNumber(value: number, exact: boolean): FieldTime | undefined {
  const at = unixMicros(value);
  return at === undefined ? undefined : { at, exact };
}
