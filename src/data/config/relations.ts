// What one entry alone cannot know: names are unique, panels can be answered, expressions can be read.
import { nearest } from '../../lib/nearest.ts';
import { parsePromql } from '../../promql/parse.ts';
import { issueAt, type Issue } from './issue.ts';
import type { Config, PanelConfig } from './schema.ts';

interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly panels: readonly { readonly expr: string }[];
}

/** The sources have been checked one by one. */
export function relations(config: Config): readonly Issue[] {
  const entries = config.sources.map(entryOf);
  return [...retentionIssues(config.retention), ...doubleNames(entries), ...entries.flatMap(ownPanels), ...config.panels.flatMap((panel, index) => panelIssues(panel, index, config, entries))];
}

function entryOf(entry: unknown): Entry {
  const { name, kind, panels } = typeof entry === 'object' && entry !== null ? { name: '', kind: '', panels: [], ...entry } : { name: '', kind: '', panels: [] };
  return { name, kind, panels };
}

/** A longer stay for some means nothing while all stay for ever: whoever writes it believes that something goes. */
function retentionIssues({ sessions, errors, traces, apply_at_start: atStart }: Config['retention']): readonly Issue[] {
  const idle = sessions === undefined && (errors !== undefined || traces !== undefined || atStart);
  return idle ? [issueAt(['retention'], 'sessions is missing: without it nothing ever goes')] : [];
}

function doubleNames(entries: readonly Entry[]): readonly Issue[] {
  const names = entries.map(({ name }) => name);
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [issueAt(['sources', index, 'name'], `another source is called "${name}" already`)] : []));
}

function ownPanels(entry: Entry, index: number): readonly Issue[] {
  return entry.panels.flatMap(({ expr }, place) => expressionIssues(expr, entry.kind, ['sources', index, 'panels', place, 'expr']));
}

function panelIssues(panel: PanelConfig, index: number, config: Config, entries: readonly Entry[]): readonly Issue[] {
  const answering = entries.filter(answers);
  const path = ['panels', index];
  if (panel.source === undefined && answering.length > 1) return [issueAt(path, `source is missing: name one of ${answering.map(({ name }) => name).join(', ')}`)];
  const source = panel.source === undefined ? answering[0] : entries.find(({ name }) => name === panel.source);
  if (source === undefined) return panel.source === undefined ? expressionIssues(panel.expr, 'prometheus', [...path, 'expr']) : [stray(panel.source, path, entries)];
  if (!answers(source)) return [issueAt([...path, 'source'], `a ${source.kind} source has no metrics: name a scrape or prometheus source`)];
  const before = [...source.panels, ...config.panels.slice(0, index).filter((other) => (other.source ?? answering[0]?.name) === source.name)];
  const double = before.some(({ expr }) => expr === panel.expr) ? [issueAt([...path, 'expr'], 'another panel of this source asks the same')] : [];
  return [...double, ...expressionIssues(panel.expr, source.kind, [...path, 'expr'])];
}

function answers(entry: Entry): boolean {
  return entry.kind === 'scrape' || entry.kind === 'prometheus';
}

function stray(name: string, path: readonly PropertyKey[], entries: readonly Entry[]): Issue {
  const near = nearest(name, entries.map((entry) => entry.name));
  return issueAt([...path, 'source'], `no source is called "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`);
}

/** A prometheus server may know functions that obs-tui does not evaluate: there, only what is no PromQL at all is a mistake. */
function expressionIssues(expr: string, kind: string, path: readonly PropertyKey[]): readonly Issue[] {
  const parsed = parsePromql(expr);
  if (parsed.ok || (kind === 'prometheus' && parsed.error.kind !== 'syntax')) return [];
  return [issueAt(path, `${parsed.error.message} (character ${parsed.error.from + 1})`)];
}
