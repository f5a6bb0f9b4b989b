// The alerts as they stand at the head, one row each: what Prometheus and Alertmanager know of one alert is joined, and the row speaks
// for the backend that takes requests.
import { sameAlert } from '../model/same-alert.ts';
import { standingOf, type Standing } from '../model/standing.ts';
import type { FactRecord, SourceId } from '../model/signal.ts';
import type { PanelContext } from '../state/command.ts';

export interface AlertRow {
  /** The one that is shown and asked about. */
  readonly alert: FactRecord<'alert'>;
  /** The same alert as others tell it. */
  readonly others: readonly FactRecord<'alert'>[];
  readonly standing: Standing;
  /** Name and kind of its source. */
  readonly source: { readonly name: string; readonly kind: string };
}

const ORDER: readonly Standing[] = ['firing', 'pending', 'acknowledged', 'silenced', 'inhibited', 'resolved'];
/** Sources that take requests, and may therefore speak for an alert. */
const TAKES_REQUESTS: ReadonlySet<string> = new Set(['alertmanager', 'portal']);

export function takesRequests(kind: string): boolean {
  return TAKES_REQUESTS.has(kind);
}

/** Whether a row is about an alert as any of its sources tells it. */
export function hasKey({ alert, others }: AlertRow, key: { readonly source: SourceId; readonly id: string }): boolean {
  return [alert, ...others].some(({ source, id }) => source === key.source && id === key.id);
}

/** Firing ones first, the ones that ended last; among equals the newest first. */
export function alertRows({ session, frame }: PanelContext): readonly AlertRow[] {
  const sources = new Map(session.sources(frame).map(({ id, name, kind }) => [id, { name, kind }]));
  const sourceOf = (alert: FactRecord<'alert'>): AlertRow['source'] => sources.get(alert.source) ?? { name: '', kind: '' };
  const groups: FactRecord<'alert'>[][] = [];
  const byName = new Map<string, FactRecord<'alert'>[][]>();
  for (const alert of session.latest(frame, 'alert')) {
    const namesakes = byName.get(alert.name) ?? [];
    const group = namesakes.find((known) => known.every((other) => other.source !== alert.source && sameAlert(other, alert)));
    if (group !== undefined) group.push(alert);
    else {
      const made = [alert];
      groups.push(made);
      byName.set(alert.name, [...namesakes, made]);
    }
  }
  const rows = groups.flatMap((group): readonly AlertRow[] => {
    const alert = group.find((one) => takesRequests(sourceOf(one).kind)) ?? group[0];
    if (alert === undefined) return [];
    const others = group.filter((one) => one !== alert);
    // A rule knows of an alert before its receiver does, and of its end too.
    const live = [alert, ...others].find((one) => one.state === 'firing') ?? [alert, ...others].find((one) => one.state === 'pending') ?? alert;
    return [{ alert, others, standing: standingOf(alert.state === live.state ? alert : live), source: sourceOf(alert) }];
  });
  return rows.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || b.alert.at - a.alert.at);
}

/** Whether any source can tell of alerts: without one, silence says nothing. */
export function knowsAlerts({ session, frame }: PanelContext): boolean {
  return session.sources(frame).some(({ kind }) => takesRequests(kind) || kind === 'prometheus');
}

export function firing(rows: readonly AlertRow[]): readonly AlertRow[] {
  return rows.filter(({ standing }) => standing === 'firing');
}
