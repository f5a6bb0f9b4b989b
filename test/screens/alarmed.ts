// A session in which alerts stand in every way there is, among logs, a trace that failed and the panel that the first alert watches.
import { aPanel, aPanelSample } from '../support/builders.ts';
import { anAct, anAlert, aSilence } from '../support/facts.ts';
import type { Growing, SourceName } from '../support/recorded.ts';
import { aHealth, aLog, aSpan, at, from } from '../support/session.ts';

export const ALARMED_SOURCES: readonly SourceName[] = [
  { name: 'alerts', kind: 'alertmanager', target: 'http://127.0.0.1:9093' },
  { name: 'rules', kind: 'prometheus', target: 'http://127.0.0.1:9090' },
];

const annotations = { runbook: 'https://docs.vaultmesh.io/runbooks/high-cpu', summary: 'CPU usage above 80% for 3 minutes' };

/** Twenty minutes: what waits and what fires begins in the second half. */
export function fillAlarmed(run: Growing): void {
  run.commit(1, [aHealth(0), aPanel('cpu', { title: 'cpu_percent', expr: 'cpu_percent', unit: 'percent', threshold: 80 })], from(2, aHealth(0)));
  const samples = Array.from({ length: 119 }, (_, index) => aPanelSample('cpu', (index + 1) * 10, 23 + Math.min(64, index * 0.8), { node: 'brick-02' }));
  run.commit(60, [anAlert(50, { id: 'disk', name: 'DiskWillFill', severity: 'critical', node: 'brick-01', labels: { alertname: 'DiskWillFill', node: 'brick-01' }, expr: 'disk_free < 5', threshold: 5, value: 4.2 })]);
  run.commit(400, [anAlert(390, { id: 'disk', name: 'DiskWillFill', state: 'resolved', since: at(50), severity: 'critical', node: 'brick-01', labels: { alertname: 'DiskWillFill', node: 'brick-01' }, expr: 'disk_free < 5', threshold: 5, value: 4.2 })]);
  run.commit(700, [anAlert(695, { state: 'pending', since: at(695), holdFor: 180_000_000, annotations })]);
  run.commit(900, [
    ...samples.slice(0, 88), anAlert(880, { holdFor: 180_000_000, annotations }), anAct(890, { state: 'done', detail: 'HighCPUUsage acknowledged by a silence' }),
    anAlert(890, { id: 'queue', name: 'QueueBacklog', severity: 'critical', node: 'brick-02', service: 'guardian', labels: { alertname: 'QueueBacklog', service: 'guardian' }, expr: 'messages_queued > 100', threshold: 100, value: 143 }),
    anAlert(600, { id: 'cert', name: 'CertificateExpires', severity: 'warning', node: 'portal-01', labels: { alertname: 'CertificateExpires', node: 'portal-01' }, silencedBy: ['s1'], expr: 'cert_days < 14', threshold: 14, value: 9 }),
    aSilence(610), anAlert(850, { id: 'slow', name: 'SlowAnchors', state: 'pending', service: 'guardian', node: 'brick-02', labels: { alertname: 'SlowAnchors' }, expr: 'anchor_seconds > 2', threshold: 2, value: 2.3 }),
  ], from(2, anAlert(880, { id: 'rule', since: at(880) })));
  run.commit(1_200, [
    ...samples.slice(88), aSpan(870, 'root', { service: 'portal', name: 'http_request', status: 'error' }), aSpan(870.1, 'bad', { parentId: 'root', service: 'guardian', node: 'brick-02', status: 'error', name: 'anchor_request' }),
    ...Array.from({ length: 60 }, (_, index) => aLog(850 + index, { level: index % 20 === 19 ? 'error' : 'info', message: index % 20 === 19 ? 'anchor submit failed: queue full' : `route ${index} renewed`, service: 'guardian', node: 'brick-02', ...(index === 19 ? { traceId: 't1', spanId: 'bad' } : {}) })),
  ]);
}
