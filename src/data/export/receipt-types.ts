// The seven types of receipts, as the specification of the ledger lists their fields.
import type { AlertLine, Report } from '../../analysis/report/report.ts';
import type { AnomalyRecord, LogHour, MetricHour, TraceRecord } from '../../analysis/report/records.ts';
import { MILLI, MINUTE, shift, type Interval, type Micros } from '../../lib/micros.ts';
import { LEVELS } from '../../model/level.ts';
import { instant } from './rfc3339.ts';

interface Receipt {
  readonly type: string;
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

interface Stamped {
  readonly at: Micros;
  readonly receipt: Receipt;
}

/** In the order of their timestamps. */
export function receiptsOf(report: Report): readonly Receipt[] {
  const { records, alerts } = report;
  const all: readonly Stamped[] = [
    ...records.metrics.map((hour) => metricSnapshot(hour, report)),
    ...records.logs.map((hour) => logBatch(hour, report)),
    ...records.traces.map(traceComplete),
    ...alerts.flatMap((alert) => alertReceipts(alert)),
    ...records.anomalies.map(anomalyDetected),
    ...sloReport(report),
  ];
  return all.toSorted((a, b) => a.at - b.at).map(({ receipt }) => receipt);
}

function stamped(type: string, at: Micros, fields: Readonly<Record<string, unknown>>, tags: readonly string[]): Stamped {
  const [id, ...rest] = Object.entries(fields);
  return { at, receipt: { type, ...(id === undefined ? {} : { [id[0]]: id[1] }), timestamp: instant(at), ...Object.fromEntries(rest), tags: ['observability', ...tags] } };
}

function period({ from, to }: Interval): { readonly start: string; readonly end: string } {
  return { start: instant(from), end: instant(to) };
}

/** `2026-11-21-14` */
function hourName({ from }: Interval): string {
  return instant(from).slice(0, 13).replace('T', '-');
}

/** Where the rows themselves are, and what their file is known by. */
function stored({ session, evidence }: Report): Readonly<Record<string, unknown>> {
  return { storage_path: `session:${session}`, content_hash: evidence.root === undefined ? null : `rfc6962-sha256:${evidence.root}` };
}

function metricSnapshot(hour: MetricHour, report: Report): Stamped {
  const aggregates = hour.panels.flatMap(({ title, average, maximum }) => {
    const name = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_|_$/gu, '');
    return [[`avg_${name}`, average], [`max_${name}`, maximum]];
  });
  return stamped('obs_metric_snapshot', hour.span.to, {
    snapshot_id: `metrics-${hourName(hour.span)}`, period: period(hour.span), nodes_reporting: hour.nodes, metrics_collected: hour.values, aggregates: Object.fromEntries(aggregates), ...stored(report),
  }, ['metrics', 'hourly']);
}

function logBatch(hour: LogHour, report: Report): Stamped {
  return stamped('obs_log_batch', hour.span.to, {
    batch_id: `logs-${hourName(hour.span)}`, period: period(hour.span), log_counts: Object.fromEntries(LEVELS.map((level, rank) => [level, hour.byLevel[rank] ?? 0])),
    services_reporting: hour.services, ...stored(report),
  }, ['logs', 'hourly']);
}

function traceComplete({ traceId, at, duration, name, failed, spans, services, nodes }: TraceRecord): Stamped {
  return stamped('obs_trace_complete', shift(at, duration), {
    trace_id: traceId, name, duration_ms: duration / MILLI, status: failed ? 'error' : 'ok', span_count: spans, services_involved: services, nodes_involved: nodes,
    triggered_by: null, business_context: null,
  }, ['trace']);
}

function alertReceipts(alert: AlertLine): readonly Stamped[] {
  const { id, name, severity, firedAt, resolvedAt, acknowledged } = alert;
  const fired = stamped('obs_alert_fired', firedAt, {
    alert_id: id, name, severity, node: alert.node ?? null, rule_expression: alert.expr, current_value: alert.value ?? null, threshold: alert.threshold ?? null, notifications_sent: null,
  }, ['alert', 'fired']);
  if (resolvedAt === undefined) return [fired];
  const resolved = stamped('obs_alert_resolved', resolvedAt, {
    alert_id: id, name, fired_at: instant(firedAt), duration_minutes: (resolvedAt - firedAt) / MINUTE, resolved_by: null, resolution_value: alert.resolutionValue ?? null,
    acknowledged: acknowledged !== undefined, acknowledged_by: acknowledged?.by ?? null, root_cause: null,
  }, ['alert', 'resolved']);
  return [fired, resolved];
}

function anomalyDetected({ id, at, metric, node, expected, observed, sigma, confidence, correlated }: AnomalyRecord): Stamped {
  return stamped('obs_anomaly_detected', at, {
    anomaly_id: id, detection_method: 'statistical', metric, node: node ?? null, expected_range: expected, observed_value: observed, deviation_sigma: sigma, confidence, possible_causes: [], correlated_events: correlated,
  }, ['anomaly']);
}

function sloReport({ slos, known, range }: Report): readonly Stamped[] {
  if (slos.length === 0) return [];
  const periods = slos.flatMap((slo) => slo.period ?? []);
  const whole = periods.length === 0 ? range : { from: least(periods.map(({ from }) => from), range.from), to: most(periods.map(({ to }) => to), range.to) };
  return [stamped('obs_slo_report', known, {
    report_id: `slo-report-${instant(known).slice(0, 10)}`, period: period(whole), slos: slos.map(({ id, target, achieved, state }) => ({ slo_id: id, target, achieved, status: state.replace(' ', '_') })),
    overall_status: slos.some(({ state }) => state === 'missed') ? 'unhealthy' : slos.some(({ state }) => state === 'at risk') ? 'at_risk' : 'healthy',
    error_budget_status: budgetStatus(slos.flatMap(({ left }) => left ?? [])), report_path: null,
  }, ['slo', 'report'])];
}

function budgetStatus(left: readonly number[]): string | null {
  if (left.length === 0) return null;
  const worst = left.reduce((least, one) => Math.min(least, one), Infinity);
  return worst <= 0 ? 'exhausted' : worst < 25 ? 'low' : 'sufficient';
}

function least(moments: readonly Micros[], otherwise: Micros): Micros {
  return moments.toSorted((a, b) => a - b)[0] ?? otherwise;
}

function most(moments: readonly Micros[], otherwise: Micros): Micros {
  return moments.toSorted((a, b) => b - a)[0] ?? otherwise;
}
