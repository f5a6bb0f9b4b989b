// `obs-tui alert list`: the alerts of a session, those that fire first.
import { dateTime } from '../../lib/format.ts';
import type { FactRecord } from '../../model/signal.ts';
import { safeJson } from '../safe-json.ts';
import { tableText, type TableRow } from '../table.ts';
import { answerFrom, zoneOf, type TraceOptions } from '../trace/open.ts';
import { alertFields } from './alert-json.ts';
import { hasStatus, standingOf, type Standing } from '../../model/standing.ts';

export interface AlertListOptions extends TraceOptions {
  readonly status?: 'firing' | 'pending' | 'resolved' | 'silenced';
  readonly node?: string;
}

const ORDER: readonly Standing[] = ['firing', 'pending', 'acknowledged', 'silenced', 'inhibited', 'resolved'];

export function alertList(options: AlertListOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const sources = new Map(session.sources(frame).map(({ id, name }) => [id, name]));
    const rank = (alert: FactRecord<'alert'>): number => ORDER.indexOf(standingOf(alert));
    const alerts = session
      .latest(frame, 'alert')
      .filter((alert) => hasStatus(alert, options.status) && (options.node === undefined || alert.node === options.node))
      .toSorted((a, b) => rank(a) - rank(b) || b.since - a.since);
    if (options.json === true) {
      return `${safeJson({ schema: 'obs-tui.alerts/1', session: session.info().id, alerts: alerts.map((alert) => alertFields(alert, sources.get(alert.source))) })}\n`;
    }
    if (alerts.length === 0) process.stderr.write('No alert matches.\n');
    return alerts.length === 0 ? '' : tableText(alerts.map((alert) => rowOf(alert, sources.get(alert.source), zoneOf(options))));
  });
}

function rowOf(alert: FactRecord<'alert'>, source: string | undefined, zone: 'utc' | 'local'): TableRow {
  return {
    id: alert.id, status: standingOf(alert), severity: alert.severity ?? '', since: dateTime(alert.since, zone), name: alert.name, node: alert.node ?? '', source: source ?? '',
    summary: alert.annotations['summary'] ?? alert.annotations['description'] ?? '',
  };
}
