// The sources of the demo, all on the lab: rates from its metrics page every second, gauges from its portal, which has their history.
import type { SourceEntry } from './plan.ts';

const RATES = [
  { title: 'requests/s', expr: 'sum(rate(http_requests_total[60s]))', unit: '/s' },
  { title: 'p95 latency', expr: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[60s])))', unit: 'seconds', threshold: 1 },
  { title: 'errors/s', expr: 'sum(rate(http_requests_total{status=~"5.."}[60s]))', unit: '/s' },
];

const GAUGES = [
  { title: 'cpu_percent', expr: 'cpu_percent', unit: 'percent', threshold: 80 },
  { title: 'anchor queue depth', expr: 'guardian_anchor_queue_depth', unit: 'none', threshold: 100 },
  { title: 'receipts per minute', expr: 'treasury_receipts_per_minute', unit: '/min' },
  { title: 'memory_percent', expr: 'memory_percent', unit: 'percent', threshold: 90 },
];

export function demoEntries(labUrl: string): readonly SourceEntry[] {
  return [
    { name: 'tail', kind: 'logs-tail', url: labUrl, message: 'logfmt', backfill: { minutes: 25, rows: 50_000 } },
    // The history is there first: an incident has begun before anybody looks.
    { name: 'portal', kind: 'portal', url: labUrl, parts: ['metrics', 'slos', 'health'], interval: '1s', history: '45m', limit: 10_000, panels: GAUGES },
    { name: 'metrics', kind: 'scrape', targets: [{ url: `${labUrl}/metrics` }], interval: '1s', panels: RATES },
    { name: 'traces', kind: 'jaeger', url: labUrl, interval: '5s', settle: '10s', lookback: '2m', limit: 2_000 },
    { name: 'alerts', kind: 'alertmanager', url: labUrl, interval: '2s' },
  ];
}
