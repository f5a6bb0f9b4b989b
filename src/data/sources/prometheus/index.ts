// A Prometheus server, or what answers like one: it evaluates the panels itself, and its rules.
import { baseUrl, shownUrl } from '../http/base-url.ts';
import type { Adapter } from '../source.ts';
import { prometheusConfig, type PrometheusConfig } from './config.ts';
import { streamPanels } from './stream.ts';

export const prometheusAdapter: Adapter<PrometheusConfig> = {
  kind: 'prometheus',
  title: 'Prometheus HTTP API (also Mimir, Thanos, VictoriaMetrics)',
  provides: ['sample', 'panel', 'alert', 'reject', 'gap', 'health'],
  config: prometheusConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open: (config, deps) => ({ stream: (options) => streamPanels(config, deps, options) }),
};
