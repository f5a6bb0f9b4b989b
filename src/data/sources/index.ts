// THE list of adapters: a new kind of source is a folder beside this file and one line here.
import type { ZodType } from 'zod';
import type { SignalKind } from '../../model/signal.ts';
import type { PanelTemplate } from '../panels/presets.ts';
import { followAdapter } from './follow/index.ts';
import { logsTailAdapter } from './logs-tail/index.ts';
import { prometheusAdapter } from './prometheus/index.ts';
import { scrapeAdapter } from './scrape/index.ts';
import type { Adapter, Source, SourceDeps } from './source.ts';

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
  readonly open: (deps: SourceDeps) => Source;
}

function entryOf<Config extends { readonly name: string; readonly panels?: readonly PanelTemplate[] | undefined }>(adapter: Adapter<Config>): AdapterEntry {
  return {
    kind: adapter.kind,
    title: adapter.title,
    provides: adapter.provides,
    config: adapter.config,
    configure: (entry) => {
      const config = adapter.config.parse(entry);
      return { name: config.name, kind: adapter.kind, target: adapter.target(config), panels: config.panels ?? [], open: (deps) => adapter.open(config, deps) };
    },
  };
}

export const ADAPTERS: readonly AdapterEntry[] = [
  entryOf(logsTailAdapter),
  entryOf(scrapeAdapter),
  entryOf(prometheusAdapter),
  entryOf(followAdapter),
];
