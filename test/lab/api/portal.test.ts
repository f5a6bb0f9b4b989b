import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../src/lab/index.ts';
import { ask, field, labAt, post, search } from '../support.ts';

interface MetricDocument {
  readonly metric_id: string;
  readonly node: string;
  readonly timestamp: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
}

async function listed<T>(lab: Lab, path: string): Promise<T[]> {
  const answer = await ask(lab, path);
  expect(answer).toMatchObject({ status: 200, type: 'application/json' });
  return answer.json as T[];
}

describe('GET /obs/metrics', () => {
  it('tells the newest snapshot of every node in the form of the specification', async () => {
    const { lab } = await labAt(14, 36);
    const documents = await listed<MetricDocument>(lab, '/obs/metrics?node=brick-01');
    expect(documents[0]).toEqual({
      metric_id: 'metric:brick-01:cpu:2026-11-18T14:36:00Z', node: 'did:vm:node:brick-01', timestamp: '2026-11-18T14:36:00Z',
      metrics: {
        cpu_percent: expect.any(Number), memory_percent: expect.any(Number), disk_percent: expect.any(Number), network_rx_bytes: expect.any(Number), network_tx_bytes: expect.any(Number),
        open_file_descriptors: expect.any(Number), goroutines: expect.any(Number),
      },
      labels: { environment: 'production', region: 'eu-west', service: 'guardian' }, collection_method: 'prometheus_scrape', scrape_duration_ms: expect.any(Number),
    });
    expect(documents.map(({ metric_id }) => metric_id.split(':')[2])).toEqual(['cpu', 'guardian', 'treasury']);
    expect(new Set((await listed<MetricDocument>(lab, '/obs/metrics')).map(({ node }) => node)).size).toBe(5);
  });

  it('goes back to 13:20, no further, and never past the present', async () => {
    const { lab } = await labAt(14, 36, { firstRowAt: -3_600 });
    const times = (await listed<MetricDocument>(lab, '/obs/metrics?node=did:vm:node:brick-02&metric=cpu_percent&from=2026-11-18T12:00:00Z&to=2026-11-18T23:00:00Z&step=60')).map(({ timestamp }) => timestamp);
    expect([times[0], times.at(-1), times.length]).toEqual(['2026-11-18T13:20:00Z', '2026-11-18T14:36:00Z', 77]);
  });

  it('agrees with the metrics page', async () => {
    const { lab } = await labAt(14, 45);
    const page = (await (await fetch(`${lab.url}/metrics`)).text()).split('\n');
    for (const [metric, line] of [
      ['cpu_percent', 'cpu_percent{node="brick-02"}'], ['guardian_anchor_queue_depth', 'guardian_anchor_queue_depth{service="guardian",node="brick-02"}'],
      ['memory_percent', 'memory_percent{node="brick-02"}'], ['treasury_receipts_per_minute', 'treasury_receipts_per_minute{service="treasury",node="brick-01"}'],
    ] as const) {
      const documents = await listed<MetricDocument>(lab, `/obs/metrics?metric=${metric}&node=${metric.startsWith('treasury') ? 'brick-01' : 'brick-02'}`);
      expect(documents.map(({ metrics }) => `${line} ${metrics[metric]}`)).toEqual([page.find((text) => text.startsWith(line))]);
      expect(Object.keys(documents[0]?.metrics ?? {})).toEqual([metric]);
    }
  });

  it('never lets bytes fall', async () => {
    const { lab } = await labAt(15, 0, { firstRowAt: -3_600 });
    const bytes = (await listed<MetricDocument>(lab, '/obs/metrics?node=brick-02&metric=network_rx_bytes&last=100m')).map(({ metrics }) => metrics['network_rx_bytes'] ?? 0);
    expect(bytes.length).toBe(1201);
    expect(bytes).toEqual(bytes.toSorted((one, two) => one - two));
  });

  it.each(['from=yesterday', 'to=x', 'last=1', 'step=0', 'step=x', 'last=100d&step=1'])('refuses %s in words', async (query) => {
    const { lab } = await labAt(14, 36, { firstRowAt: -100_000 });
    expect(await ask(lab, `/obs/metrics?${query}`)).toMatchObject({ status: 400, json: { error: expect.stringMatching(/from|to|last|step|documents/) } });
  });

  it('answers an empty list for a node or a metric that is not there', async () => {
    const { lab } = await labAt(14, 36);
    for (const query of ['node=brick-09', 'metric=up', 'service=ledger', 'from=2026-11-18T15:00:00Z']) expect(await listed(lab, `/obs/metrics?${query}`)).toEqual([]);
  });
});

describe('GET /obs/logs', () => {
  it('tells the rows of the log as documents of the specification, newest first', async () => {
    const { lab } = await labAt(14, 30, { openAt: 601.2, firstRowAt: 590 });
    const row = (await search(lab)).find(({ message }) => message.includes('service=guardian'));
    const said = (name: string): string | undefined => (row === undefined ? undefined : field(row, name));
    const [document] = await listed<Record<string, unknown>>(lab, '/obs/logs?service=guardian&limit=1');
    expect(document).toEqual({
      log_id: `log:guardian:${said('ts')}`, timestamp: said('ts'), level: row?.level.toLowerCase(), service: 'guardian', node: `did:vm:node:${said('node')}`, message: said('msg'),
      attributes: expect.objectContaining({ correlation_id: row?.correlation_id }), trace_id: said('trace_id'), span_id: said('span_id'), caller: expect.stringMatching(/^guardian\/\w+\.go:\d+$/),
    });
  });

  it('follows level, node, trace, text, time and limit', async () => {
    const { lab } = await labAt(14, 41, { firstRowAt: 1_200, rate: 40 });
    const backlog = await listed<Record<string, unknown>>(lab, '/obs/logs?q=Processing%20Backlog&node=brick-02&level=warn&last=10m');
    expect(backlog.map(({ timestamp }) => timestamp)).toEqual(['2026-11-18T14:41:00.000Z', '2026-11-18T14:40:40.000Z', '2026-11-18T14:40:20.000Z', '2026-11-18T14:40:00.000Z']);
    expect(backlog[0]?.['attributes']).toMatchObject({ depth: expect.any(Number), workers: 4, backend: 'bitcoin' });
    expect((await listed(lab, `/obs/logs?trace_id=${String(backlog[0]?.['trace_id'])}`)).length).toBe(1);
    const between = await listed<{ timestamp: string }>(lab, '/obs/logs?from=2026-11-18T14:40:10.5Z&to=2026-11-18T14:40:11.5Z');
    expect(between.length).toBeGreaterThan(10);
    expect(between.every(({ timestamp }) => timestamp >= '2026-11-18T14:40:10.5' && timestamp <= '2026-11-18T14:40:11.6')).toBe(true);
    expect(await listed(lab, '/obs/logs')).toHaveLength(100);
    expect(await listed(lab, `/obs/logs?service=${encodeURIComponent('x" or "1')}`)).toEqual([]);
    expect((await ask(lab, '/obs/logs?last=soon')).status).toBe(400);
  });
});

describe('GET /obs/traces', () => {
  it('tells the settlement of 14:30 in the form of the specification', async () => {
    const { lab } = await labAt(14, 31, { firstRowAt: 590 });
    const { settlement } = lab.story;
    const found = await ask(lab, `/obs/traces/${settlement.traceId}`);
    const span = (index: number, name: string, service: string, node: string, start: string, duration: number, attributes: unknown) => ({
      span_id: settlement.spans[index]?.spanId, parent_span_id: index === 0 ? null : settlement.spans[0].spanId, name, service, node: `did:vm:node:${node}`, start_time: start, duration_ms: duration, attributes,
    });
    expect(found.json).toEqual({
      trace_id: settlement.traceId, name: 'treasury_settlement', start_time: '2026-11-18T14:30:00.000Z', end_time: '2026-11-18T14:30:02.345Z', duration_ms: 2345, status: 'ok',
      spans: [
        span(0, 'http_request', 'portal', 'portal-01', '2026-11-18T14:30:00.000Z', 2345, { 'http.method': 'POST', 'http.url': '/treasury/settle', 'http.status_code': 200 }),
        span(1, 'validate_settlement', 'treasury', 'brick-01', '2026-11-18T14:30:00.100Z', 150, { accounts_involved: 3 }),
        span(2, 'emit_receipt', 'treasury', 'brick-01', '2026-11-18T14:30:00.250Z', 50, { receipt_type: 'treasury_settlement' }),
        span(3, 'anchor_request', 'guardian', 'brick-02', '2026-11-18T14:30:00.300Z', 2000, { backend: 'bitcoin' }),
      ],
      tags: ['portal', 'treasury', 'guardian'],
    });
    expect(await listed(lab, '/obs/traces?duration=%3E2s')).toEqual([found.json]);
    expect(await ask(lab, '/obs/traces/abc')).toMatchObject({ status: 404, json: { error: 'trace not found' } });
  });

  it('lists whole traces by service, status and limit, newest first', async () => {
    const { lab } = await labAt(14, 43, { firstRowAt: 1_320, rate: 60 });
    const traces = await listed<{ start_time: string; status: string; spans: { service: string; duration_ms: number }[] }>(lab, '/obs/traces?service=treasury&status=error&limit=5');
    expect(traces).toHaveLength(5);
    expect(traces.map(({ start_time }) => start_time)).toEqual(traces.map(({ start_time }) => start_time).toSorted().toReversed());
    for (const { spans, status } of traces) expect([status, spans.some(({ service }) => service === 'treasury')]).toEqual(['error', true]);
    expect((await ask(lab, '/obs/traces?duration=long')).status).toBe(400);
  });
});

describe('GET /obs/slos', () => {
  it('tells reports in the form of the specification, which the incident makes worse', async () => {
    const { lab: calm } = await labAt(14, 20);
    const { lab: late } = await labAt(14, 52);
    expect((await listed(calm, '/obs/slos'))[0]).toEqual({
      slo_id: 'slo:anchor-latency-p99', name: 'Anchor Latency P99', description: '99th percentile anchor latency under 30 seconds', target: 0.999, window: '30d',
      report_period: { start: '2026-10-19T14:20:00Z', end: '2026-11-18T14:20:00Z' }, achieved: 0.9995, status: 'met',
      error_budget: { total_minutes: 43.2, consumed_minutes: 21.6, remaining_percent: 50 }, breakdown: { total_requests: 125_000, good_requests: 124_937, bad_requests: 63 }, trend: 'stable',
    });
    const settlements = '/obs/slos/slo:settlement-success/report';
    expect((await ask(calm, settlements)).json).toMatchObject({ status: 'met', trend: 'stable' });
    expect((await ask(late, settlements)).json).toMatchObject({ status: 'at_risk', trend: 'degrading' });
    expect((await ask(late, '/obs/slos/slo%3Aoracle-availability/report?period=30d')).json).toMatchObject({ achieved: 0.9987, status: 'at_risk', error_budget: { remaining_percent: 0 } });
  });

  it('knows no other id, and no other period', async () => {
    const { lab } = await labAt(14, 36);
    expect(await ask(lab, '/obs/slos/slo:none/report')).toMatchObject({ status: 404, json: { error: 'slo not found' } });
    expect((await ask(lab, '/obs/slos/slo:oracle-availability/report?period=1d')).status).toBe(400);
    expect((await ask(lab, '/obs/slos/slo:oracle-availability')).status).toBe(404);
  });
});

describe('GET /obs/health', () => {
  it('is what the health page says', async () => {
    const { lab } = await labAt(14, 46);
    expect((await ask(lab, '/obs/health')).json).toEqual((await ask(lab, '/health')).json);
    expect((await ask(lab, '/obs/health')).json).toMatchObject({ status: 'unhealthy', checks: { treasury: 'failing' } });
  });

  it('is one of the few paths: others, and other methods, are not there', async () => {
    const { lab } = await labAt(14, 46);
    for (const path of ['/obs/', '/obs/nothing', '/obs/traces/a/b', '/obs/slos/%E0%A4%A/report']) expect((await ask(lab, path)).status).toBe(404);
    expect((await post(lab, '/obs/metrics', {})).status).toBe(404);
  });
});
