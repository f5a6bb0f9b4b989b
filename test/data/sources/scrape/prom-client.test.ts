// Pages of the usual client library of Node programs, in both formats.
import { Counter, Gauge, Histogram, Registry, Summary, collectDefaultMetrics } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { micros } from '../../../../src/lib/micros.ts';
import { scanExposition, type Scan } from '../../../../src/data/sources/scrape/scan.ts';

const AT = micros(1_795_220_813_000_000);
const NASTY = 'quote " backslash \\ line\nbreak \u001b[31m é 🧱';

async function pageOf(format: 'text' | 'openmetrics'): Promise<Scan> {
  const registry = new Registry();
  const registers = [registry];
  if (format === 'openmetrics') registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const requests = new Counter({ name: 'requests_total', help: NASTY, labelNames: ['path', 'status'] as const, registers, enableExemplars: format === 'openmetrics' });
  const labels = { path: NASTY, status: '200' };
  if (format === 'openmetrics') requests.inc({ labels, value: 7, exemplarLabels: { trace_id: '9f3c 0a71}' } } as never);
  else requests.inc(labels, 7);
  new Gauge({ name: 'odd', help: 'x', labelNames: ['k'], registers }).set({ k: 'nan' }, Number.NaN);
  new Gauge({ name: 'large', help: 'x', registers }).set(-1.5e300);
  const latency = new Histogram({ name: 'latency_seconds', help: 'x', buckets: [0.1, 1], registers });
  for (const seconds of [0.05, 0.5, 5]) latency.observe(seconds);
  new Summary({ name: 'size_bytes', help: 'x', percentiles: [0.5, 0.99], registers }).observe(10);
  collectDefaultMetrics({ register: registry });
  return scanExposition(await registry.metrics(), { format, at: AT });
}

describe.each(['text', 'openmetrics'] as const)('a page of prom-client as %s', (format) => {
  const page = (): Promise<Scan> => pageOf(format);

  it('is read without a bad line', async () => {
    const { rejects, samples } = await page();
    expect(rejects).toEqual([]);
    expect(samples.length).toBeGreaterThan(40);
  });

  it('keeps labels and values as they were given', async () => {
    const { samples } = await page();
    const values = (name: string): [Record<string, string>, number][] =>
      samples.filter((sample) => sample.name === name).map(({ labels, value }) => [{ ...labels }, value]);
    expect(values('requests_total')).toEqual([[{ path: NASTY, status: '200' }, 7]]);
    expect(values('odd')).toEqual([[{ k: 'nan' }, Number.NaN]]);
    expect(values('large')).toEqual([[{}, -1.5e300]]);
    expect(values('latency_seconds_bucket')).toEqual([[{ le: '0.1' }, 1], [{ le: '1' }, 2], [{ le: '+Inf' }, 3]]);
    expect(values('latency_seconds_count')).toEqual([[{}, 3]]);
    expect(values('size_bytes')).toEqual([[{ quantile: '0.5' }, 10], [{ quantile: '0.99' }, 10]]);
  });

  it('declares its types', async () => {
    const { types } = await page();
    expect(types.get(format === 'text' ? 'requests_total' : 'requests')).toBe('counter');
    expect([types.get('odd'), types.get('latency_seconds'), types.get('size_bytes')]).toEqual(['gauge', 'histogram', 'summary']);
  });
});
