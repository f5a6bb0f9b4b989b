// THE list of adapters: a new kind of source is a folder beside this file and one line here.
import type { ZodType } from 'zod';
import type { SignalKind } from '../../model/signal.ts';
import type { PanelTemplate } from '../panels/presets.ts';
import { alertmanagerAdapter } from './alertmanager/index.ts';
import { followAdapter } from './follow/index.ts';
import { healthAdapter } from './health/index.ts';
import { jaegerAdapter } from './jaeger/index.ts';
import { logsTailAdapter } from './logs-tail/index.ts';
import { otlpAdapter } from './otlp/index.ts';
import { portalAdapter } from './portal/index.ts';
import { prometheusAdapter } from './prometheus/index.ts';
import type { Sampling } from './sampling/config.ts';
import { scrapeAdapter } from './scrape/index.ts';
import type { Adapter, Source, SourceDeps } from './source.ts';
import { tempoAdapter } from './tempo/index.ts';
import { traceFileAdapter } from './trace-file/index.ts';

/** An adapter whose configuration type is hidden, so that one list holds them all. */
export interface AdapterEntry {
  readonly kind: string;
  readonly title: string;
  readonly provides: readonly SignalKind[];
  readonly config: ZodType;
  /** Parses one entry of `sources:`; throws a ZodError. */
  readonly configure: (entry: unknown) => ConfiguredSource;
}

export interface ConfiguredSource {
  readonly name: string;
  readonly kind: string;
  /** Where it reads from, free of secrets. */
  readonly target: string;
  /** Panels that its entry names. */
  readonly panels: readonly PanelTemplate[];
  /** Which of its traces are recorded; all of them when absent. */
  readonly sampling: Sampling | undefined;
  /** From one poll to the next; 0 for a stream. */
  readonly intervalMillis: number;
  readonly open: (deps: SourceDeps) => Source;
}

/** What the recorder needs to know of any configuration. */
interface Common {
  readonly name: string;
  readonly panels?: readonly PanelTemplate[] | undefined;
  /** Milliseconds. */
  readonly interval?: number | undefined;
  readonly sampling?: Sampling | undefined;
}

function entryOf<Config extends Common>(adapter: Adapter<Config>): AdapterEntry {
  return {
    kind: adapter.kind,
    title: adapter.title,
    provides: adapter.provides,
    config: adapter.config,
    configure: (entry) => {
      const config = adapter.config.parse(entry);
      const { name, panels = [], interval = 0, sampling } = config;
      const target = adapter.target(config);
      return { name, kind: adapter.kind, target, panels, sampling, intervalMillis: interval, open: (deps) => adapter.open(config, deps) };
    },
  };
}

export const ADAPTERS: readonly AdapterEntry[] = [
  entryOf(logsTailAdapter),
  entryOf(scrapeAdapter),
  entryOf(prometheusAdapter),
  entryOf(followAdapter),
  entryOf(jaegerAdapter),
  entryOf(tempoAdapter),
  entryOf(traceFileAdapter),
  entryOf(healthAdapter),
  entryOf(portalAdapter),
  entryOf(otlpAdapter),
  entryOf(alertmanagerAdapter),
];
