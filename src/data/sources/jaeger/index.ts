// Traces of a Jaeger query server, and of what answers like one.
import { baseUrl, shownUrl } from '../http/base-url.ts';
import type { Adapter } from '../source.ts';
import { jaegerConfig, type JaegerConfig } from './config.ts';
import { SeenSpans } from './seen-spans.ts';
import { streamTraces } from './stream.ts';

export const jaegerAdapter: Adapter<JaegerConfig> = {
  kind: 'jaeger',
  title: 'Jaeger query API (also VictoriaTraces)',
  provides: ['span', 'reject', 'gap', 'health'],
  config: jaegerConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open: (config, deps) => {
    const seen = new SeenSpans();
    return { stream: (options) => streamTraces(config, deps, options, seen) };
  },
};
