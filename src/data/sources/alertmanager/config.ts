// Which Alertmanager is read, and how often.
import { z } from 'zod';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('alertmanager'),
  url: httpUrl.describe('Address of the server with its path prefix, if any; /api/v2/... is added.'),
  interval: duration(100, 3_600_000).prefault('5s').describe('Time from one look to the next.'),
  timeout: duration(100, 600_000).prefault('10s').describe('Longest wait for one answer.'),
  ...accessFields,
});

/** `interval` and `timeout` are in milliseconds. */
export type AlertmanagerConfig = z.output<typeof fields>;

export const alertmanagerConfig: z.ZodType<AlertmanagerConfig> = fields.superRefine((config, context) => {
  for (const { path, message } of accessIssues(config, [new URL(config.url)])) context.addIssue({ code: 'custom', path: [path], message });
});
