// Panels for a page nobody knows: the rates of its first counters, the 95th percentiles of its first histograms, its first
// gauges. Told apart by the endings that exporters agree on.
import type { Unit } from '../../model/signal.ts';
import type { PanelTemplate } from './template.ts';

/** What says nothing about the state of a service: facts about the scrape, the process and its runtime. */
const DULL = /^(?:up$|scrape_|go_|process_|python_|nodejs_|jvm_|promhttp_|node_|prometheus_)|_(?:info|created|sum|count|timestamp_seconds)$/;

/** At most `most` panels over samples that are not in `told`, counters and gauges in turn, in the order of the page. */
export function fallbackPanels(names: ReadonlySet<string>, told: ReadonlySet<string>, window: string, most: number): readonly PanelTemplate[] {
  const open = [...names].filter((name) => !told.has(name) && !DULL.test(name) && /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name));
  const flows = open.filter((name) => /_(?:total|bucket)$/.test(name)).map((name) => flowPanel(name, window));
  const gauges = open.filter((name) => !/_(?:total|bucket)$/.test(name)).map((name) => gaugePanel(name));
  const panels: PanelTemplate[] = [];
  for (let index = 0; index < Math.max(flows.length, gauges.length) && panels.length < most; index += 1) {
    panels.push(...flows.slice(index, index + 1), ...gauges.slice(index, index + 1));
  }
  return panels.slice(0, most);
}

function flowPanel(name: string, window: string): PanelTemplate {
  if (name.endsWith('_total')) {
    const unit = name.endsWith('_bytes_total') ? 'bytes/s' : '/s';
    return { title: `${name.slice(0, -'_total'.length)}/s`, expr: `sum(rate(${name}[${window}]))`, unit };
  }
  const base = name.slice(0, -'_bucket'.length);
  return { title: `${base} p95`, expr: `histogram_quantile(0.95, sum by (le) (rate(${name}[${window}])))`, unit: unitOf(base) };
}

function gaugePanel(name: string): PanelTemplate {
  return { title: name, expr: name, unit: unitOf(name) };
}

function unitOf(name: string): Unit {
  if (name.endsWith('_bytes')) return 'bytes';
  if (name.endsWith('_seconds')) return 'seconds';
  if (/_(?:ms|millis|milliseconds)$/.test(name)) return 'milliseconds';
  if (name.endsWith('_percent')) return 'percent';
  return name.endsWith('_ratio') ? 'ratio' : 'none';
}
