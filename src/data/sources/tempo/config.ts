// The configuration of one Tempo server.
import { z } from 'zod';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';
import { samplingField } from '../sampling/config.ts';

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('tempo'),
  url: httpUrl.describe('Address of the server with its base path, if any; /api/... is added.'),
  query: z.string().min(1).max(8_192).prefault('{}').describe('TraceQL that selects the traces to read, as the server understands it; all of them when absent.'),
  interval: duration(100, 3_600_000).prefault('10s').describe('Time from one search to the next.'),
  lookback: duration(1_000, 7 * 86_400_000).prefault('15m').describe('How far back the first search goes.'),
  settle: duration(0, 600_000).prefault('1m').describe('How long spans of a trace may arrive late: each search overlaps the one before by so much, and a trace is read again after it.'),
  limit: z.int().min(1).max(2_000).prefault(200).describe('Traces of one search; where a search is full, others may be missing, and a gap says so.'),
  timeout: duration(100, 600_000).prefault('10s').describe('Longest wait for one answer.'),
  sampling: samplingField,
  ...accessFields,
});

/** `interval`, `lookback`, `settle` and `timeout` are in milliseconds. */
export type TempoConfig = z.output<typeof fields>;

export const tempoConfig: z.ZodType<TempoConfig> = fields.superRefine((config, context) => {
  for (const { path, message } of accessIssues(config, [new URL(config.url)])) {
    context.addIssue({ code: 'custom', path: [path], message });
  }
});
