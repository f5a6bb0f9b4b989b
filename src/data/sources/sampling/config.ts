// The `sampling` field of sources that give spans: which traces are recorded. Without it, all of them.
import { z } from 'zod';
import { duration } from '../http/duration.ts';

const sampling = z.strictObject({
  errors: z.boolean().prefault(true).describe('Keep every trace with a span that failed.'),
  slower_than: duration(1, 7 * 86_400_000).prefault('5s').describe('Keep every trace that took longer, as a whole or in one span.'),
  services: z.array(z.string().min(1)).max(1_000).prefault([]).describe('Keep every trace in which one of these services took part.'),
  rate: z.number().min(0).max(1).describe('Part of all other traces to keep: 0.1 is one of ten. The trace id decides, so every recorder keeps the same ones.'),
  hold: duration(0, 600_000).prefault('10s').describe('How long after its last span a trace is decided. What is held is lost when the program is killed.'),
});

/** `slower_than` and `hold` are in milliseconds. */
export type Sampling = z.output<typeof sampling>;

export const samplingField = sampling.optional().describe('Record only some traces, and count those that are not. Rules are tried in the order of the fields. All are recorded when absent.');
