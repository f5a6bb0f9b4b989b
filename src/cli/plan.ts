// From what was asked for to what the recorder is told: source entries with the panels that belong to them.
import type { Config, PanelConfig } from '../data/config/schema.ts';
import type { RecorderPlan } from '../data/recorder/protocol.ts';
import { operatorName } from './operator.ts';

/** One entry of `sources:`, checked by the adapter of its kind. */
export type SourceEntry = Readonly<Record<string, unknown>> & { readonly name: string; readonly kind: string };

/** The configured sources; throws nothing: the configuration has been checked. */
export function entriesFor(config: Config): readonly SourceEntry[] {
  return config.sources.filter(isEntry);
}

/** Files that hold traces are read once, all others are followed as logs; `-` is standard input. */
export async function fileEntries(files: readonly string[]): Promise<readonly SourceEntry[]> {
  const { isTraceFile } = await import('../data/sources/trace-file/sniff.ts');
  const hold = await Promise.all(files.map(async (file) => file !== '-' && (await isTraceFile(file))));
  const [traces, logs] = [files.filter((_, index) => hold[index]), files.filter((_, index) => hold[index] !== true)];
  return [
    ...(logs.length === 0 ? [] : [{ name: logs.length === 1 && logs[0] === '-' ? 'stdin' : 'files', kind: 'follow', paths: logs }]),
    ...(traces.length === 0 ? [] : [{ name: 'trace files', kind: 'trace-file', paths: traces }]),
  ];
}

export function planFor(place: RecorderPlan['place'], title: string, entries: readonly SourceEntry[], panels: readonly PanelConfig[]): RecorderPlan {
  return { place, title, operator: operatorName(), sources: entries.map((entry) => withPanels(entry, entries, panels)) };
}

/** Panels of the `panels:` section go to the source they name, or to the only one that can answer. */
function withPanels(entry: SourceEntry, entries: readonly SourceEntry[], panels: readonly PanelConfig[]): SourceEntry {
  if (entry.kind !== 'scrape' && entry.kind !== 'prometheus') return entry;
  const answering = entries.filter((other) => other.kind === 'scrape' || other.kind === 'prometheus');
  const mine = panels.filter((panel) => (panel.source === undefined ? answering[0] === entry : panel.source === entry.name));
  const own = Array.isArray(entry['panels']) ? entry['panels'] : [];
  const added = mine.map(({ source: _source, ...panel }) => panel);
  return added.length === 0 ? entry : { ...entry, panels: [...own, ...added] };
}

function isEntry(value: unknown): value is SourceEntry {
  return typeof value === 'object' && value !== null && 'name' in value && 'kind' in value;
}
