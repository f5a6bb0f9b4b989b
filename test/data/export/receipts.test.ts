// Receipts: the seven types of the specification, and a root that anyone can compute again from the lines.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receipts } from '../../../src/data/export/receipts.ts';
import { interval } from '../../../src/lib/micros.ts';
import { own } from '../../../src/lib/text.ts';
import type { Report } from '../../../src/analysis/report/report.ts';
import { aReport, anAlert, aTrace, RANGE } from '../../support/report.ts';
import { at } from '../../support/session.ts';

const FULL = aReport({
  alerts: [anAlert({ acknowledged: { by: own('mara'), comment: own('looking') } })],
  slos: [
    { id: own('slo:a'), name: own('a'), state: 'met', window: own('30d'), target: 0.999, achieved: 0.9995, left: 50, source: own('p'), period: interval(at(-3_600), at(0)) },
    { id: own('slo:b'), name: own('b'), state: 'at risk', window: own('30d'), target: 0.999, achieved: 0.9991, left: 10, source: own('p'), period: undefined },
  ],
  records: {
    logs: [{ span: RANGE, byLevel: [0, 1, 2, 3, 4, 0], services: [own('guardian')] }], metrics: [{ span: RANGE, nodes: 5, values: 120, panels: [{ title: own('CPU percent!'), average: 34.5, maximum: 87.3 }] }], traces: [aTrace()],
    anomalies: [{ id: own('x'), at: at(700), metric: own('receipts'), node: undefined, service: own('treasury'), expected: { min: 10, max: 50 }, observed: 2, sigma: 4.2, confidence: 0.98, correlated: [own('a1')] }],
  },
});

describe('receipts', () => {
  it('are lines at the path of the specification, with the root beside them', () => {
    expect(receipts.write(FULL).map(({ name }) => name)).toEqual(['receipts/observability/observability_events.jsonl', 'ROOT.observability.txt']);
  });

  it('come in all seven types, oldest first', () => {
    const read = objectsOf(FULL);
    expect(read.map(({ type }) => type)).toEqual(['obs_trace_complete', 'obs_alert_fired', 'obs_anomaly_detected', 'obs_alert_resolved', 'obs_metric_snapshot', 'obs_log_batch', 'obs_slo_report']);
    const times = read.map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('hold the fields that the specification lists for each type', () => {
    expect(Object.fromEntries(objectsOf(FULL).map(({ type, ...fields }) => [type, Object.keys(fields).filter((name) => !['timestamp', 'tags', 'root_hash'].includes(name))]))).toEqual({
      obs_metric_snapshot: ['snapshot_id', 'period', 'nodes_reporting', 'metrics_collected', 'aggregates', 'storage_path', 'content_hash'],
      obs_log_batch: ['batch_id', 'period', 'log_counts', 'services_reporting', 'storage_path', 'content_hash'],
      obs_trace_complete: ['trace_id', 'name', 'duration_ms', 'status', 'span_count', 'services_involved', 'nodes_involved', 'triggered_by', 'business_context'],
      obs_alert_fired: ['alert_id', 'name', 'severity', 'node', 'rule_expression', 'current_value', 'threshold', 'notifications_sent'],
      obs_alert_resolved: ['alert_id', 'name', 'fired_at', 'duration_minutes', 'resolved_by', 'resolution_value', 'acknowledged', 'acknowledged_by', 'root_cause'],
      obs_slo_report: ['report_id', 'period', 'slos', 'overall_status', 'error_budget_status', 'report_path'],
      obs_anomaly_detected: ['anomaly_id', 'detection_method', 'metric', 'node', 'expected_range', 'observed_value', 'deviation_sigma', 'confidence', 'possible_causes', 'correlated_events'],
    });
  });

  it('tell the figures of the alert, the hour and the targets', () => {
    const [, fired, , resolved, metrics, , slo] = objectsOf(FULL);
    expect([fired?.['current_value'], fired?.['threshold'], fired?.['timestamp']]).toEqual([87, 80, '2026-11-21T14:10:00Z']);
    expect([resolved?.['duration_minutes'], resolved?.['acknowledged_by']]).toEqual([10, 'mara']);
    expect(metrics?.['aggregates']).toEqual({ avg_cpu_percent: 34.5, max_cpu_percent: 87.3 });
    expect([slo?.['overall_status'], slo?.['error_budget_status']]).toEqual(['at_risk', 'low']);
  });

  it.each([0, 1, 2, 3, 5, 8, 13])('have a root over %i traces that an independent computation finds too', (traces) => {
    const report = aReport({ records: { logs: [], metrics: [], anomalies: [], traces: Array.from({ length: traces }, (_, index) => aTrace({ at: at(index) })) } });
    const lines = linesOf(report);
    const [, root = ''] = receipts.write(report);
    expect(fieldsOf(root === '' ? '' : root.text)).toMatchObject({ profile: 'rfc6962-sha256', root: rootOf(lines), count: String(traces), signed: 'no' });
  });

  it('carry in each line the root over the lines before it, under the name of its profile', () => {
    const lines = linesOf(FULL);
    expect(lines.map((line) => JSON.parse(line).root_hash)).toEqual(lines.map((_, index) => `rfc6962-sha256:${rootOf(lines.slice(0, index))}`));
  });
});

function linesOf(report: Report): readonly string[] {
  return (receipts.write(report)[0]?.text ?? '').split('\n').slice(0, -1);
}

function objectsOf(report: Report): readonly Readonly<Record<string, unknown>>[] {
  return linesOf(report).map((line) => JSON.parse(line));
}

function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.trimEnd().split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]));
}

/** RFC 6962, section 2.1, word for word. */
function rootOf(lines: readonly string[]): string {
  return merkleTreeHash(lines).toString('hex');
}

function merkleTreeHash(lines: readonly string[]): Buffer {
  const [first] = lines;
  if (first === undefined) return createHash('sha256').digest();
  if (lines.length === 1) return createHash('sha256').update(`\0${first}`).digest();
  const k = 2 ** (Math.ceil(Math.log2(lines.length)) - 1);
  return createHash('sha256').update('\u0001').update(merkleTreeHash(lines.slice(0, k))).update(merkleTreeHash(lines.slice(k))).digest();
}
