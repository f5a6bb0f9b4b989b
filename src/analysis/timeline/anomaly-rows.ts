// Anomalies as rows: loud where they are tied to the anchor and no alert that fires then watches the same series anyway.
import { value } from '../../lib/format.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';
import { bareName, placeOfSeries, seriesWords, unitOf, watches } from './series.ts';
import type { Ties } from './ties.ts';

type Anomaly = FactRecord<'anomaly'>;

export function anomalyRows(material: TimelineMaterial, ties: Ties): readonly Row[] {
  return material.anomalies.filter((fact) => within(fact.at, material.window)).map((fact) => anomalyRow(fact, material, ties));
}

function anomalyRow(fact: Anomaly, material: TimelineMaterial, ties: Ties): Row {
  const place = placeOfSeries(fact);
  const tie = ties.of(place);
  const watcher = watcherOf(fact, material);
  const unit = unitOf(fact, material.panels);
  const name = bareName(fact);
  const sigma = `${fact.direction === 'low' ? '-' : '+'}${fact.sigma.toFixed(1)} σ`;
  return rowOf(fact, {
    kind: 'anomaly', what: `${name} ${fact.direction}`, text: `${seriesWords(fact)} ${fact.direction}`,
    detail: `${value(fact.observed, unit)}, expected ${value(fact.expected.min, 'none')}–${value(fact.expected.max, unit)} (${sigma})`,
    place, target: { kind: 'panel', panel: fact.panel },
    why: tie ?? '', quiet: watcher === undefined ? (tie === undefined ? 'nothing ties it to what this window is about' : undefined) : `${watcher.name}, which fired, watches it already`,
  });
}

/** An alert that was firing at the moment of the extreme and asks for this series. */
function watcherOf(fact: Anomaly, { alerts, panels }: TimelineMaterial): FactRecord<'alert'> | undefined {
  const known = Map.groupBy(alerts.filter((alert) => alert.at <= fact.at), (alert) => `${alert.source} ${alert.id}`);
  return [...known.values()].flatMap((changes) => changes.at(-1) ?? []).find((alert) => alert.state === 'firing' && watches(alert, fact, panels));
}
