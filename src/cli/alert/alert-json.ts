// Alerts and silences as JSON for programs: names and forms of the session's own fields, times in RFC 3339, lengths in seconds.
import { SECOND, toRfc3339 } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';

export function alertFields(alert: FactRecord<'alert'>, source: string | undefined): Readonly<Record<string, unknown>> {
  const { acknowledged, holdFor } = alert;
  return {
    id: alert.id, name: alert.name, status: alert.state, severity: alert.severity, node: alert.node, service: alert.service, source,
    since: toRfc3339(alert.since), changed: toRfc3339(alert.at), seq: alert.seq, expression: alert.expr, threshold: alert.threshold, value: alert.value,
    for_seconds: holdFor === undefined ? undefined : holdFor / SECOND, labels: alert.labels, annotations: alert.annotations, silenced_by: alert.silencedBy, inhibited_by: alert.inhibitedBy,
    acknowledged: acknowledged === undefined ? undefined : { ...acknowledged, until: acknowledged.until === undefined ? undefined : toRfc3339(acknowledged.until) }, url: alert.url,
  };
}

export function silenceFields(silence: FactRecord<'silence'>): Readonly<Record<string, unknown>> {
  const { id, state, matchers, from, until, by, comment, acknowledges } = silence;
  return { id, status: state, matchers, from: toRfc3339(from), until: toRfc3339(until), by, comment, acknowledges };
}
