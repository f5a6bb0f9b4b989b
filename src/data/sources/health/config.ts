// Where the health of a system is asked for.
import { z } from 'zod';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen: the system whose health it is.'),
  kind: z.literal('health'),
  url: httpUrl.describe('Address of the system with its path prefix, if any; /health, /health/live and /health/ready are added.'),
  interval: duration(100, 3_600_000).prefault('5s').describe('Time from one look to the next.'),
  timeout: duration(100, 600_000).prefault('5s').describe('Longest wait for one answer.'),
  ...accessFields,
});

/** `interval` and `timeout` are in milliseconds. */
export type HealthConfig = z.output<typeof fields>;

export const healthConfig: z.ZodType<HealthConfig> = fields.superRefine((config, context) => {
  for (const { path, message } of accessIssues(config, [new URL(config.url)])) context.addIssue({ code: 'custom', path: [path], message });
});
