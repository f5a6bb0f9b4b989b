import { describe, expect, it } from 'vitest';
import { panelList } from '../../../src/data/panels/panel-config.ts';
import { panelId } from '../../../src/data/panels/panel-id.ts';
import { PRESETS } from '../../../src/data/panels/preset-list.ts';
import { presetPanels } from '../../../src/data/panels/presets.ts';
import { prometheusPanels, SERVER_PANELS } from '../../../src/data/panels/prometheus-presets.ts';
import { parsePromql } from '../../../src/promql/parse.ts';

const names = (...list: string[]): ReadonlySet<string> => new Set(list);
const titles = (...list: string[]): string[] => presetPanels(names(...list)).map(({ title }) => title);

const SCRAPE = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped'];
const LAB = [
  'cpu_percent', 'http_requests_total', 'http_request_duration_seconds_bucket', 'http_request_duration_seconds_sum',
  'http_request_duration_seconds_count', 'guardian_anchor_queue_depth', 'treasury_receipts_total', 'treasury_receipts_per_minute',
];
const NODE = [
  'node_cpu_seconds_total', 'node_memory_MemAvailable_bytes', 'node_memory_MemTotal_bytes', 'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes', 'node_load1', 'node_load5', 'node_network_receive_bytes_total', 'node_network_transmit_bytes_total',
  'process_cpu_seconds_total', 'process_resident_memory_bytes', 'go_goroutines', 'go_info',
];

describe('panels for a page', () => {
  it('are none for a page of nothing and for a scrape that failed', () => {
    expect(presetPanels(names())).toEqual([]);
    expect(presetPanels(names(...SCRAPE))).toEqual([]);
  });

  it('of the lab ask what its incident is about, with the limits of its alerts', () => {
    const panels = presetPanels(names(...SCRAPE, ...LAB));
    expect(panels.map(({ title, threshold }) => (threshold === undefined ? title : `${title} > ${threshold}`))).toEqual([
      'cpu_percent > 80',
      'requests/s',
      'p95 latency > 1',
      'errors/s',
      'anchor queue depth > 100',
      'receipts per minute',
    ]);
  });

  it('of a node exporter ask about the machine before the exporter itself', () => {
    expect(titles(...SCRAPE, ...NODE)).toEqual([
      'cpu busy', 'memory used', 'disk used', 'load 1m', 'network in', 'network out', 'process cpu', 'process memory', 'goroutines',
    ]);
  });

  it('of Prometheus itself ask about what it stores', () => {
    expect(titles('prometheus_tsdb_head_series', 'prometheus_tsdb_head_samples_appended_total', 'prometheus_http_requests_total', 'go_goroutines')).toEqual([
      'samples stored/s', 'series in memory', 'API requests/s', 'goroutines',
    ]);
  });

  it('ask a summary where there is no histogram', () => {
    expect(titles('http_request_duration_seconds')).toContain('slowest latency quantile');
    expect(titles('http_request_duration_seconds', 'http_request_duration_seconds_bucket')).not.toContain('slowest latency quantile');
  });

  it('of a page nobody knows show its first counters and gauges in turn', () => {
    const panels = presetPanels(
      names('up', 'app_info', 'app_jobs_total', 'app_queue_depth', 'app_sent_bytes_total', 'app_heap_bytes', 'app_wait_seconds_bucket', 'app_wait_seconds_sum', 'my.dotted'),
    );
    expect(panels).toEqual([
      { title: 'app_jobs/s', expr: 'sum(rate(app_jobs_total[1m]))', unit: '/s' },
      { title: 'app_queue_depth', expr: 'app_queue_depth', unit: 'none' },
      { title: 'app_sent_bytes/s', expr: 'sum(rate(app_sent_bytes_total[1m]))', unit: 'bytes/s' },
      { title: 'app_heap_bytes', expr: 'app_heap_bytes', unit: 'bytes' },
      { title: 'app_wait_seconds p95', expr: 'histogram_quantile(0.95, sum by (le) (rate(app_wait_seconds_bucket[1m])))', unit: 'seconds' },
    ]);
  });

  it('stay few on a page with thousands of metrics', () => {
    expect(presetPanels(new Set(Array.from({ length: 5_000 }, (_, index) => `metric_${index}`)))).toHaveLength(8);
  });

  it('use the rate window that fits the interval', () => {
    expect(presetPanels(names('http_requests_total'), { window: '4m' })[0]?.expr).toBe('sum(rate(http_requests_total[4m]))');
  });

  it('are valid PromQL, each a different one', () => {
    const all = presetPanels(new Set(PRESETS.flatMap(({ needs }) => needs)), { most: 1_000 });
    expect(all.length).toBeGreaterThan(15);
    expect([...all, ...SERVER_PANELS].filter(({ expr }) => !parsePromql(expr).ok)).toEqual([]);
    expect(new Set(all.map(({ expr }) => expr)).size).toBe(all.length);
    expect(panelList.safeParse(all).success).toBe(true);
  });
});

describe('panels for a Prometheus server', () => {
  it('begin with its targets', () => {
    expect(prometheusPanels(names(...SCRAPE, ...NODE)).map(({ title }) => title).slice(0, 5)).toEqual([
      'targets down', 'targets up', 'samples scraped', 'slowest scrape', 'cpu busy',
    ]);
  });

  it('leave out targets where the server scrapes none', () => {
    expect(prometheusPanels(names('cpu_percent')).map(({ title }) => title)).toEqual(['cpu_percent']);
  });

  it('look back further than one scrape of the server', () => {
    expect(prometheusPanels(names('http_requests_total'))[0]?.expr).toContain('[5m]');
  });
});

describe('the id of a panel', () => {
  it('is the same at any time', () => {
    expect(panelId('lab', 'cpu_percent')).toBe('b17b41e41a546e2b');
  });

  it('differs where source or expression differ, wherever the line between them is drawn', () => {
    expect(new Set([panelId('a', 'bc'), panelId('ab', 'c'), panelId('a', 'bd'), panelId('b', 'bc')]).size).toBe(4);
  });
});
