// The prometheus adapter on a real server: what a panel records equals what the server's API answers for the same moment.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PANELS } from '../../src/data/panels/prometheus-presets.ts';
import { detectServer, metricNames, metricTypes } from '../../src/data/sources/prometheus/catalogue.ts';
import { prometheusConfig } from '../../src/data/sources/prometheus/config.ts';
import { prometheusAdapter } from '../../src/data/sources/prometheus/index.ts';
import { openApi } from '../../src/data/sources/prometheus/open-api.ts';
import type { Batch } from '../../src/data/sources/source.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { SECOND } from '../../src/lib/micros.ts';
import type { SampleDraft } from '../../src/model/signal.ts';
import { draftsOf } from '../support/pull.ts';
import { describeReal, startNodeExporter, startPrometheus, type RealServer } from '../support/real.ts';
import { answered, answersSomething, scrapeConfigOf, seriesText } from './support/asking.ts';

interface ApiSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

const PANELS = [
  { title: 'up', expr: 'up' },
  { title: 'cpu', expr: '100 - 100 * avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[10s]))' },
  { title: 'infinite', expr: 'vector(1) / 0' },
  { title: 'scalar', expr: '1.5' },
  { title: 'names', expr: '{__name__=~"node_load.*"}' },
];

describeReal('panels of a real Prometheus', ['prometheus', 'prometheus-node-exporter'], () => {
  let exporter: RealServer;
  let server: RealServer;
  const begun = systemClock.now();

  beforeAll(async () => {
    exporter = await startNodeExporter();
    server = await startPrometheus({ config: scrapeConfigOf([{ job: 'node', port: exporter.port }, { job: 'prometheus', port: 1 }]) });
    for (const { expr } of PANELS) if (expr !== '1.5') await answersSomething(server, expr);
  });
  afterAll(async () => {
    await server?.stop();
    await exporter?.stop();
  });

  /** The first batches of a source with these settings. */
  async function batches(count: number, more: Record<string, unknown>): Promise<readonly Batch[]> {
    const config = prometheusConfig.parse({ name: 'prom', kind: 'prometheus', url: server.url, interval: '1s', history: '0', ...more });
    const all: Batch[] = [];
    for await (const batch of prometheusAdapter.open(config, { clock: systemClock, random: () => 0.5 }).stream({ signal: new AbortController().signal })) {
      all.push(batch);
      if (all.length === count) break;
    }
    return all;
  }

  const text = (name: string, { labels, value }: SampleDraft): string => `${seriesText(name, labels)} ${labels['__name__'] ?? ''} ${value}`;
  const number = (written: string): number => Number(written.replace('Inf', 'Infinity'));

  test('equal what the API answers for the moment of the poll', async () => {
    const [batch] = await batches(1, { panels: PANELS });
    const samples = draftsOf(batch?.drafts ?? [], 'sample');
    for (const { title, expr } of PANELS) {
      const mine = samples.filter(({ name }) => name === title);
      const at = (mine[0]?.at ?? 0) / SECOND;
      const { data } = await answered(server, 'query', { query: expr, time: at.toFixed(3) });
      const { resultType, result } = data as { resultType: string; result: unknown };
      const theirs = resultType === 'scalar' ? [{ metric: {}, value: result as [number, string] }] : (result as ApiSeries[]);
      expect(mine.length).toBeGreaterThan(0);
      expect(mine.map((sample) => text(title, sample)).toSorted()).toEqual(
        theirs.map(({ metric, value }) => `${seriesText(title, metric)} ${metric['__name__'] ?? ''} ${number(value?.[1] ?? '')}`).toSorted(),
      );
    }
    expect(draftsOf(batch?.drafts ?? [], 'health')).toEqual([]);
  });

  test('have the history that a range query answers', async () => {
    const [, past] = await batches(2, { panels: [{ title: 'load', expr: 'node_load1' }], history: '30s' });
    const mine = draftsOf(past?.drafts ?? [], 'sample');
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ backfilled }) => backfilled === true)).toBe(true);
    const times = mine.map(({ at }) => at / SECOND);
    const { data } = await answered(server, 'query_range', { query: 'node_load1', start: String(Math.min(...times)), end: String(Math.max(...times)), step: '1' });
    const points = (data as { result: ApiSeries[] }).result.flatMap(({ values }) => values ?? []);
    expect(mine.map(({ at, value }) => [at / SECOND, value])).toEqual(points.map(([at, value]) => [at, number(value)]));
  });

  test('go on beside one with a mistake, which is told with its place', async () => {
    const [batch] = await batches(1, { panels: [{ title: 'bad', expr: 'sum(up' }, { title: 'up', expr: 'up' }] });
    expect(draftsOf(batch?.drafts ?? [], 'reject').map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^panel "bad": .*1:7: parse error: unclosed left parenthesis/),
    ]);
    expect(draftsOf(batch?.drafts ?? [], 'sample').length).toBeGreaterThan(0);
  });

  test('are chosen by what the server holds, and every one can be evaluated', async () => {
    const [batch] = await batches(1, {});
    const chosen = draftsOf(batch?.drafts ?? [], 'panel').map(({ panel }) => panel.title);
    expect(chosen).toEqual(expect.arrayContaining([...SERVER_PANELS.map(({ title }) => title), 'cpu busy', 'memory used']));
    expect(draftsOf(batch?.drafts ?? [], 'reject')).toEqual([]);
  });

  test('show a target that is down', async () => {
    const [batch] = await batches(1, { panels: SERVER_PANELS });
    expect(draftsOf(batch?.drafts ?? [], 'sample').find(({ name }) => name === 'targets down')?.value).toBe(1);
  });

  test('come from a server that is known for what it is', async () => {
    const config = prometheusConfig.parse({ name: 'prom', kind: 'prometheus', url: server.url });
    const { api, close } = await openApi(config, systemClock, new AbortController().signal);
    try {
      expect(await detectServer(api)).toMatchObject({ product: 'Prometheus', version: expect.stringMatching(/^\d+\.\d+/) });
      expect(await metricNames(api)).toContain('node_load1');
      expect((await metricTypes(api)).get('node_load1')).toBe('gauge');
      expect(Math.abs(api.skew.micros)).toBeLessThan(3 * SECOND);
      expect(systemClock.now()).toBeGreaterThan(begun);
    } finally {
      await close();
    }
  });
});
