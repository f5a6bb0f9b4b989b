// Traces of a Tempo server.
import { baseUrl, shownUrl } from '../http/base-url.ts';
import type { Adapter } from '../source.ts';
import { tempoConfig, type TempoConfig } from './config.ts';
import { TempoSource } from './stream.ts';

export const tempoAdapter: Adapter<TempoConfig> = {
  kind: 'tempo',
  title: 'Grafana Tempo (TraceQL search, traces as OTLP)',
  provides: ['span', 'reject', 'gap', 'health'],
  config: tempoConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open: (config, deps) => new TempoSource(config, deps),
};
