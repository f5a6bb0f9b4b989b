// The configuration of one scrape source, and what in it cannot work, told before anything is asked.
import { z } from 'zod';
import { panelList } from '../../panels/panel-config.ts';
import { accessFields, accessIssues } from '../http/auth.ts';
import { httpUrl } from '../http/base-url.ts';
import { duration } from '../http/duration.ts';
import { targetOf } from './target.ts';

const LABEL_NAME = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

const labels = z.record(z.string(), z.string().max(1_024)).superRefine((given, context) => {
  for (const name of Object.keys(given)) {
    if (LABEL_NAME.test(name)) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'a label name holds letters, digits and _, and does not begin with __' });
  }
});

const target = z.strictObject({
  url: httpUrl.describe('Address of the metrics page; /metrics where it names no path.'),
  labels: labels.optional().describe('Labels for everything this target exposes, besides instance and job.'),
});

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen, and the job label of its series.'),
  kind: z.literal('scrape'),
  targets: z.array(target).min(1, 'name at least one target').max(500).describe('Metrics pages to read, all at the same time.'),
  interval: duration(100, 3_600_000).prefault('5s').describe('Time from one scrape to the next.'),
  timeout: duration(100, 3_600_000).optional().describe('Longest wait for one page; the interval when absent, but from 2s to 10s.'),
  labels: labels.optional().describe('Labels for every target of this source.'),
  panels: panelList.optional().describe('Metric panels; what the pages expose decides when absent.'),
  ...accessFields,
});

/** `interval` and `timeout` are in milliseconds. */
export type ScrapeConfig = z.output<typeof fields>;

export const scrapeConfig: z.ZodType<ScrapeConfig> = fields.superRefine((config, context) => {
  const issue = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  const urls = config.targets.map(({ url }) => new URL(url));
  for (const { path, message } of accessIssues(config, urls)) issue([path], message);
  const keys = config.targets.map((given) => JSON.stringify(Object.entries(targetOf(config, given).labels).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) === index) return;
    issue(['targets', index], 'another target would write the same series: give one of them a label of its own');
  });
});
