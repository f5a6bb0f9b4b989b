// What a window is about: the alert that changed nearest to its centre. Rows are measured against it.
import type { FactRecord } from '../../model/signal.ts';
import type { Anchor, TimelineMaterial } from '../../model/timeline.ts';
import { within } from './row.ts';

/** Pending alerts are guesses of the alerting itself: they anchor nothing. Undefined where no alert changed inside the window. */
export function anchorOf({ alerts, window, centre }: Pick<TimelineMaterial, 'alerts' | 'window' | 'centre'>): Anchor | undefined {
  const changed = alerts.filter((alert) => alert.state !== 'pending' && within(alert.at, window));
  const [nearest] = changed.toSorted((a, b) => Math.abs(a.at - centre) - Math.abs(b.at - centre) || Number(b.state === 'firing') - Number(a.state === 'firing') || a.seq - b.seq);
  return nearest === undefined ? undefined : anchorOfAlert(nearest);
}

export function anchorOfAlert(alert: FactRecord<'alert'>): Anchor {
  const place = alert.node ?? alert.service;
  return { name: place === undefined ? alert.name : `${alert.name} on ${place}`, at: alert.at, node: alert.node, service: alert.service, labels: alert.labels };
}
