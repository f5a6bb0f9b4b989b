// Series in words, and which alert watches which of them.
import type { FactRecord, PanelDefinition, Unit } from '../../model/signal.ts';
import type { Place } from '../../model/timeline.ts';
import { value } from '../../lib/format.ts';

export type SeriesFact = FactRecord<'inflection'> | FactRecord<'anomaly'>;

/** "brick-02 cpu_percent", "treasury.receipts_per_minute": a service owns its figures, a node merely has them. */
export function seriesWords(fact: SeriesFact): string {
  const owner = ownerOf(fact);
  if (owner !== undefined) return `${owner}.${bareName(fact)}`;
  return fact.node === undefined ? fact.metric : `${fact.node} ${fact.metric}`;
}

/** What machines measure of themselves, whatever service runs on them. */
const OF_MACHINES = /^(?:cpu|mem|disk|network|load|swap|filesystem|node_)/iu;

/** The service that a series is about. A job is one only where no node is named: it may merely be what fetched the figures of a node. */
function ownerOf({ service, node, labels, metric }: SeriesFact): string | undefined {
  if (node !== undefined && OF_MACHINES.test(metric)) return undefined;
  return labels['service'] === undefined && labels['job'] === service && node !== undefined ? undefined : service;
}

/** The metric as it is called beside its owner: without the service that it names anyway. */
export function bareName(fact: SeriesFact): string {
  const { metric } = fact;
  const service = ownerOf(fact);
  if (service === undefined) return metric;
  const name = metric.trim().replaceAll(/\s+/gu, '_');
  const prefix = `${service}_`;
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

export function placeOfSeries(fact: SeriesFact): Place {
  return { node: fact.node, service: ownerOf(fact), labels: fact.labels };
}

/** One series, whatever its facts are called. */
export function seriesKey({ source, panel, metric, labels }: SeriesFact): string {
  return JSON.stringify([source, panel ?? null, metric, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

export function unitOf(fact: SeriesFact, panels: readonly PanelDefinition[]): Unit {
  return panels.find((panel) => panel.id === fact.panel)?.unit ?? 'none';
}

/** A limit as people say it: 80%, 1 s, 100. */
export function limitWords(limit: number, unit: Unit): string {
  return unit === 'percent' ? value(limit, unit).replace(' ', '') : value(limit, unit);
}

/** Names of PromQL itself: that two expressions both take a rate says nothing. */
const LANGUAGE = new Set('sum avg min max count by without rate irate increase delta histogram_quantile le on and or unless ignoring group_left group_right topk bottomk quantile bool offset for'.split(' '));
const NAME = /[a-zA-Z_:][\w:]*/gu;

function names(expr: string): readonly string[] {
  // What stands in braces are labels, what stands in quotes their values.
  return (expr.replaceAll(/"[^"]*"|'[^']*'/gu, '').replaceAll(/\{[^}]*\}/gu, '').match(NAME) ?? []).filter((name) => !LANGUAGE.has(name) && !/^\d/u.test(name));
}

/** Whether the rule of an alert asks for this very series: a metric in common, and no label that contradicts. */
export function watches(alert: FactRecord<'alert'>, fact: SeriesFact, panels: readonly PanelDefinition[]): boolean {
  if (alert.expr === undefined) return false;
  const asked = new Set(names(alert.expr));
  const own = [fact.metric, ...names(panels.find((panel) => panel.id === fact.panel)?.expr ?? '')];
  return own.some((name) => asked.has(name)) && Object.entries(fact.labels).every(([name, text]) => alert.labels[name] === undefined || alert.labels[name] === text);
}
