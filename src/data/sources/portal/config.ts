// Which parts of a portal are read, and how often.
import { z } from 'zod';
import { panelList } from '../../panels/panel-config.ts';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';
import { samplingField } from '../sampling/config.ts';

export const PARTS = ['alerts', 'slos', 'health', 'metrics', 'logs', 'traces'] as const;
export type Part = (typeof PARTS)[number];

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('portal'),
  url: httpUrl.describe('Address of the portal with its path prefix, if any; /obs/... is added.'),
  parts: z.array(z.enum(PARTS)).min(1).prefault([...PARTS]).describe('What is read: alerts, slos, health, metrics, logs, traces.'),
  interval: duration(100, 3_600_000).prefault('5s').describe('Time from one look to the next.'),
  timeout: duration(100, 600_000).prefault('10s').describe('Longest wait for one answer.'),
  history: duration(0, 30 * 86_400_000).prefault('15m').describe('History of metrics, logs and traces read at the start; 0 for none.'),
  overlap: duration(0, 3_600_000).prefault('10s').describe('How far each search for logs and traces reaches back before the last one: late rows are found in it.'),
  limit: z.int().min(1).max(10_000).prefault(1_000).describe('Most rows asked for at once.'),
  panels: panelList.min(1, 'name at least one panel, or leave panels out').optional().describe('Metric panels over what the portal measures; its metrics decide when absent.'),
  sampling: samplingField,
  ...accessFields,
});

/** `interval`, `timeout`, `history` and `overlap` are in milliseconds. */
export type PortalConfig = z.output<typeof fields>;

export const portalConfig: z.ZodType<PortalConfig> = fields.superRefine((config, context) => {
  for (const { path, message } of accessIssues(config, [new URL(config.url)])) context.addIssue({ code: 'custom', path: [path], message });
});
