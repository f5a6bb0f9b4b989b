// The scrape adapter on the pages of the real node exporter and of Prometheus itself: nothing is rejected, and the series are
// those that Prometheus makes of the same pages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presetPanels } from '../../src/data/panels/presets.ts';
import { scrapeAdapter } from '../../src/data/sources/scrape/index.ts';
import type { Batch } from '../../src/data/sources/source.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { SampleDraft } from '../../src/model/signal.ts';
import { describeReal, startNodeExporter, startPrometheus, type RealServer } from '../support/real.ts';
import { draftsOf } from '../support/pull.ts';
import { answered, scrapeConfigOf, seriesText } from './support/asking.ts';

describeReal('scraping real metrics pages', ['prometheus', 'prometheus-node-exporter'], () => {
  let exporter: RealServer;
  let prometheus: RealServer;

  beforeAll(async () => {
    exporter = await startNodeExporter();
    prometheus = await startPrometheus({ config: scrapeConfigOf([{ job: 'node', port: exporter.port }]) });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await exporter?.stop();
  });

  async function scraped(server: RealServer): Promise<Batch> {
    const config = scrapeAdapter.config.parse({ name: 'node', kind: 'scrape', targets: [{ url: server.url }] });
    for await (const batch of scrapeAdapter.open(config, { clock: systemClock, random: () => 0.5 }).stream({ signal: new AbortController().signal })) {
      return batch;
    }
    throw new Error('no batch came');
  }

  async function linesOf(server: RealServer): Promise<number> {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  }

  test.each([
    ['the node exporter', () => exporter, 300],
    ['Prometheus itself', () => prometheus, 300],
  ])('reads every line of %s', async (_, server, least) => {
    // A page may gain lines while it is asked, so the count lies between one before and one after.
    const before = await linesOf(server());
    const { drafts, bytes } = await scraped(server());
    const after = await linesOf(server());
    expect(draftsOf(drafts, 'reject')).toEqual([]);
    const samples = draftsOf(drafts, 'sample');
    const lines = samples.length - ['up', 'scrape_duration_seconds', 'scrape_samples_scraped'].length;
    expect(lines).toBeGreaterThanOrEqual(before);
    expect(lines).toBeLessThanOrEqual(after);
    expect(samples.length).toBeGreaterThan(least);
    expect(samples.find(({ name }) => name === 'up')?.value).toBe(1);
    expect(bytes).toBeGreaterThan(1_000);
  });

  test('yields the series that Prometheus stores from the same page', async () => {
    const theirs = async (): Promise<readonly string[]> => {
      const { data } = await answered(prometheus, 'series', { 'match[]': '{job="node"}' });
      return (data as readonly Record<string, string>[]).map((labels) => seriesText(labels['__name__'] ?? '', labels));
    };
    await expect.poll(async () => (await theirs()).length, { timeout: 60_000, interval: 200 }).toBeGreaterThan(300);
    const ours = draftsOf((await scraped(exporter)).drafts, 'sample').map(({ name, labels }) => seriesText(name, labels));
    // Rows about the scrape that only Prometheus writes.
    const own = /^scrape_(?:samples_post_metric_relabeling|series_added|timeout_seconds|sample_limit|body_size_bytes)\{/;
    expect(ours.toSorted()).toEqual((await theirs()).filter((series) => !own.test(series)).toSorted());
  });

  test('reads values as the page writes them', async () => {
    const samples = draftsOf((await scraped(exporter)).drafts, 'sample');
    const value = (name: string): SampleDraft | undefined => samples.find((sample) => sample.name === name);
    expect(value('node_memory_MemTotal_bytes')?.value).toBeGreaterThan(1e8);
    expect(Number.isInteger(value('node_boot_time_seconds')?.value)).toBe(true);
    expect(value('go_info')).toMatchObject({ value: 1 });
  });

  test('finds the panels of a machine on the page', async () => {
    const names = new Set(draftsOf((await scraped(exporter)).drafts, 'sample').map(({ name }) => name));
    expect(presetPanels(names).map(({ title }) => title)).toEqual(expect.arrayContaining(['cpu busy', 'memory used', 'disk used', 'load 1m']));
  });
});
