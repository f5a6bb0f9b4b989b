// A time as Go writes it, RFC 3339 with up to nine digits.
import { z } from 'zod';
import { isoAt } from '../decode/iso-time.ts';
import { UTC } from '../decode/zone.ts';

/** Microseconds; finer digits are cut. */
export const moment = z.string().max(64).transform((text, context) => {
  const stamp = isoAt(text, 0, UTC);
  if (stamp !== undefined && stamp.end === text.length) return stamp.at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
