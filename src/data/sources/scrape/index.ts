// Metrics pages of exporters and services, read directly: Prometheus text format and OpenMetrics.
import type { Adapter } from '../source.ts';
import { scrapeConfig, type ScrapeConfig } from './config.ts';
import { streamScrapes } from './stream.ts';
import { targetOf } from './target.ts';

export const scrapeAdapter: Adapter<ScrapeConfig> = {
  kind: 'scrape',
  title: 'Metrics pages (Prometheus text, OpenMetrics)',
  provides: ['sample', 'reject', 'gap', 'health'],
  config: scrapeConfig,
  target: (config) => {
    const [first, ...more] = config.targets.map((given) => targetOf(config, given).shown);
    return more.length === 0 ? (first ?? '') : `${first} and ${more.length} more`;
  },
  open: (config, deps) => ({ stream: (options) => streamScrapes(config, deps, options) }),
};
