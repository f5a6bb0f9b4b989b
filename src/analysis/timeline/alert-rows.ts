// Alerts as rows: fired and resolved, each told once. Pending is quiet: the alerting itself is not sure yet.
import { duration } from '../../lib/format.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, within, type Row } from './row.ts';

type Alert = FactRecord<'alert'>;

/** Rows of one alert whose state differs from the one before; a row that only brings a new value changes nothing. */
function changesOf(alerts: readonly Alert[]): readonly Alert[] {
  const last = new Map<string, Alert['state']>();
  return alerts
    .toSorted((a, b) => a.seq - b.seq)
    .filter((alert) => {
      const id = `${alert.source} ${alert.id}`;
      const before = last.get(id);
      last.set(id, alert.state);
      // What is first seen at its end was never seen to fire; that it ended is still a fact.
      return before !== alert.state;
    });
}

/** Changes inside the window, and the end of what fired in it, whenever that came. */
export function alertRows({ alerts, window }: TimelineMaterial): readonly Row[] {
  const changes = changesOf(alerts);
  const fired = changes.filter((alert) => alert.state === 'firing' && within(alert.at, window));
  const ends = fired.flatMap((alert) => changes.find((later) => later.source === alert.source && later.id === alert.id && later.state === 'resolved' && later.at > alert.at) ?? []);
  return [...new Set([...changes.filter((alert) => within(alert.at, window)), ...ends])].map((alert) => alertRow(alert, within(alert.at, window)));
}

const VERBS = { pending: 'is pending', firing: 'fired', resolved: 'resolved' } as const;

function alertRow(alert: Alert, inside: boolean): Row {
  const place = alert.node ?? alert.service;
  const what = `${alert.name} ${VERBS[alert.state]}`;
  return rowOf(alert, {
    kind: 'alert', subject: place ?? '', what, text: place === undefined ? what : `${what} on ${place}`, detail: detailOf(alert),
    place: { node: alert.node, service: alert.service, labels: alert.labels },
    target: { kind: 'alert', row: { at: alert.at, seq: alert.seq } },
    why: inside ? 'alerts that fire or end are always shown' : 'it is the end of an alert that fired in this window',
    quiet: alert.state === 'pending' ? 'the alert only waited: it had not fired' : undefined,
  });
}

function detailOf({ value, threshold, expr, holdFor, state }: Alert): string {
  const limit = expr ?? (threshold === undefined ? undefined : `limit ${threshold}`);
  const held = holdFor === undefined || holdFor === 0 ? '' : ` for ${duration(holdFor)}`;
  const rule = limit === undefined ? '' : `${limit}${/\bfor\b/u.test(limit) ? '' : held}`;
  const figure = value === undefined || !Number.isFinite(value) ? '' : `at ${Number(value.toPrecision(4))}`;
  return state === 'resolved' ? figure : [figure, rule].filter((part) => part !== '').join(', ');
}
