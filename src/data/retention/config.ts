// `retention:` of the configuration: how long recorded sessions stay.
import { z } from 'zod';
import { MILLI } from '../../lib/micros.ts';
import { durationMillis } from '../sources/http/duration.ts';
import type { RetentionRules } from './decide.ts';

const HOUR_MILLIS = 3_600_000;

/** Kept as it was written, so that it is shown so. A period of seconds would be a slip that costs evidence. */
const period = z.string().refine((text) => (durationMillis(text) ?? 0) >= HOUR_MILLIS, { error: 'give a length of time such as 12h, 30d or 365d, an hour at least' });

export const retentionConfig = z.strictObject({
  sessions: period.optional().describe('Sessions go when this long has passed since their end: 30d. Nothing ever goes without it.'),
  errors: period.optional().describe('Sessions with log rows of level error or fatal stay at least this long: 90d.'),
  traces: period.optional().describe('Sessions with traces stay at least this long: 60d.'),
  apply_at_start: z.boolean().default(false).describe('Remove what is older at every start; `obs-tui retention` shows what that would be.'),
});

export type RetentionConfig = z.infer<typeof retentionConfig>;

export function retentionRules({ sessions, errors, traces }: RetentionConfig): RetentionRules {
  return { ...length('sessions', sessions), ...length('errors', errors), ...length('traces', traces) };
}

function length(name: keyof RetentionRules, text: string | undefined): RetentionRules {
  const millis = text === undefined ? undefined : durationMillis(text);
  return millis === undefined ? {} : { [name]: millis * MILLI };
}
