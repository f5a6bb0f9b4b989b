// The presets themselves, in the order in which they are shown: services first, then the machine, then the process.
import type { PanelTemplate } from './template.ts';

export interface Preset {
  /** All of these samples must be there. */
  readonly needs: readonly string[];
  /** None of these may be: a better panel answers the same. */
  readonly without?: readonly string[];
  /** `$window` stands for the rate window. */
  readonly panel: PanelTemplate;
}

const SERVICE: readonly Preset[] = [
  { needs: ['cpu_percent'], panel: { title: 'cpu_percent', expr: 'cpu_percent', unit: 'percent', threshold: 80 } },
  {
    needs: ['http_requests_total'],
    panel: { title: 'requests/s', expr: 'sum(rate(http_requests_total[$window]))', unit: '/s' },
  },
  {
    needs: ['http_request_duration_seconds_bucket'],
    panel: {
      title: 'p95 latency',
      expr: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[$window])))',
      unit: 'seconds',
      threshold: 1,
    },
  },
  {
    needs: ['http_request_duration_seconds'],
    without: ['http_request_duration_seconds_bucket'],
    panel: { title: 'slowest latency quantile', expr: 'max(http_request_duration_seconds)', unit: 'seconds', threshold: 1 },
  },
  {
    needs: ['http_requests_total'],
    panel: { title: 'errors/s', expr: 'sum(rate(http_requests_total{status=~"5.."}[$window]))', unit: '/s' },
  },
  {
    needs: ['guardian_anchor_queue_depth'],
    panel: { title: 'anchor queue depth', expr: 'guardian_anchor_queue_depth', unit: 'none', threshold: 100 },
  },
  {
    needs: ['treasury_receipts_per_minute'],
    panel: { title: 'receipts per minute', expr: 'treasury_receipts_per_minute', unit: '/min' },
  },
  { needs: ['memory_percent'], panel: { title: 'memory_percent', expr: 'memory_percent', unit: 'percent', threshold: 90 } },
];

const MACHINE: readonly Preset[] = [
  {
    needs: ['node_cpu_seconds_total'],
    panel: {
      title: 'cpu busy',
      expr: '100 - 100 * avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$window]))',
      unit: 'percent',
      threshold: 80,
    },
  },
  {
    needs: ['node_memory_MemAvailable_bytes', 'node_memory_MemTotal_bytes'],
    panel: {
      title: 'memory used',
      expr: '100 - 100 * node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
      unit: 'percent',
      threshold: 90,
    },
  },
  {
    needs: ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes'],
    panel: {
      title: 'disk used',
      expr:
        'max by (instance, mountpoint) (100 - 100 * node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|squashfs|overlay"}' +
        ' / node_filesystem_size_bytes{fstype!~"tmpfs|ramfs|squashfs|overlay"})',
      unit: 'percent',
      threshold: 90,
    },
  },
  { needs: ['node_load1'], panel: { title: 'load 1m', expr: 'node_load1', unit: 'none' } },
  {
    needs: ['node_network_receive_bytes_total'],
    panel: {
      title: 'network in',
      expr: 'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[$window]))',
      unit: 'bytes/s',
    },
  },
  {
    needs: ['node_network_transmit_bytes_total'],
    panel: {
      title: 'network out',
      expr: 'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[$window]))',
      unit: 'bytes/s',
    },
  },
];

const PROMETHEUS: readonly Preset[] = [
  {
    needs: ['prometheus_tsdb_head_samples_appended_total'],
    panel: { title: 'samples stored/s', expr: 'sum(rate(prometheus_tsdb_head_samples_appended_total[$window]))', unit: '/s' },
  },
  { needs: ['prometheus_tsdb_head_series'], panel: { title: 'series in memory', expr: 'prometheus_tsdb_head_series', unit: 'none' } },
  {
    needs: ['prometheus_http_requests_total'],
    panel: { title: 'API requests/s', expr: 'sum(rate(prometheus_http_requests_total[$window]))', unit: '/s' },
  },
];

const PROCESS: readonly Preset[] = [
  {
    needs: ['process_cpu_seconds_total'],
    panel: { title: 'process cpu', expr: '100 * rate(process_cpu_seconds_total[$window])', unit: 'percent' },
  },
  {
    needs: ['process_resident_memory_bytes'],
    panel: { title: 'process memory', expr: 'process_resident_memory_bytes', unit: 'bytes' },
  },
  { needs: ['go_goroutines'], panel: { title: 'goroutines', expr: 'go_goroutines', unit: 'none' } },
  {
    needs: ['nodejs_eventloop_lag_p99_seconds'],
    panel: { title: 'event loop lag p99', expr: 'nodejs_eventloop_lag_p99_seconds', unit: 'seconds', threshold: 0.2 },
  },
];

export const PRESETS: readonly Preset[] = [...SERVICE, ...MACHINE, ...PROMETHEUS, ...PROCESS];
