// The configuration of one Prometheus server, and what in it cannot work, told before anything is asked.
import { z } from 'zod';
import { panelList } from '../../panels/panel-config.ts';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('prometheus'),
  url: httpUrl.describe('Address of the server with its path prefix, if any; /api/v1/... is added. Its query, if any, goes with every request.'),
  interval: duration(100, 3_600_000).prefault('10s').describe('Time from one evaluation of the panels to the next.'),
  timeout: duration(100, 600_000).prefault('10s').describe('Longest wait for the evaluation of one panel.'),
  history: duration(0, 30 * 86_400_000).prefault('15m').describe('History of the panels read at the start; 0 for none.'),
  alerts: z.boolean().prefault(true).describe('Read the alerts of its rules too; a server without rules has none.'),
  panels: panelList.min(1, 'name at least one panel, or leave panels out').optional().describe('Metric panels; what the server holds decides when absent.'),
  ...accessFields,
});

/** `interval`, `timeout` and `history` are in milliseconds. */
export type PrometheusConfig = z.output<typeof fields>;

export const prometheusConfig: z.ZodType<PrometheusConfig> = fields.superRefine((config, context) => {
  for (const { path, message } of accessIssues(config, [new URL(config.url)])) {
    context.addIssue({ code: 'custom', path: [path], message });
  }
});
