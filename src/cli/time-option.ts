// Times of options, as every command reads them.
import type { Micros } from '../lib/micros.ts';
import { parseTime } from '../lib/parse-time.ts';
import { visible } from '../lib/text.ts';
import { ObsError } from '../model/errors.ts';

/** The moment that the option --`name` means, counted from `now` where it is a length or a time of day. Throws USAGE. */
export function timeOption(name: string, text: string, now: Micros, zone: string): Micros {
  const at = parseTime(text, now, zone);
  if (at === undefined) throw new ObsError('USAGE', `--${name}: "${visible(text)}" is not a time such as 14:35, -15m or 2026-11-21T14:35:00Z`);
  return at;
}
