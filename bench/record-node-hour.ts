// Records an hour of a node exporter for the test of the watch: `node bench/record-node-hour.ts URL [PAGES]` reads the page every ten
// seconds and writes test/fixtures/node-hour.json. Counters become rates, gauges stay; series that stand still are left out, and so
// are those that follow what is being written or sent (page cache, disk, network): with every program that runs they truly change.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MILLIS = 10_000;
const SERIES: readonly (readonly [RegExp, 'rate' | 'gauge'])[] = [
  [/^node_cpu_seconds_total\{.*mode="(?:user|system|idle|iowait|softirq|steal|nice)"/, 'rate'],
  [/^node_(?:context_switches|intr|forks)_total/, 'rate'],
  [/^node_(?:load1|load5|load15|procs_running|filefd_allocated)/, 'gauge'],
  [/^node_memory_(?:MemAvailable|MemFree|AnonPages|Slab|SUnreclaim|Active|Active_anon|Mapped|PageTables|KernelStack|Committed_AS|Percpu|Shmem|VmallocUsed)_bytes/, 'gauge'],
  [/^node_scrape_collector_duration_seconds\{collector="\w+"/, 'gauge'],
  [/^go_memstats_(?:alloc_bytes|heap_inuse_bytes|heap_objects)/, 'gauge'],
];

interface Page {
  readonly millis: number;
  readonly text: string;
}

/** Values by series, one a page; the first page of a counter has none. */
export function seriesOf(pages: readonly Page[]): Readonly<Record<string, readonly number[]>> {
  const values = new Map<string, number[]>();
  const before = new Map<string, { readonly millis: number; readonly value: number }>();
  for (const { millis, text } of pages) {
    for (const line of text.split('\n')) {
      const blank = line.lastIndexOf(' ');
      const name = line.slice(0, blank);
      const kind = SERIES.find(([pattern]) => pattern.test(name))?.[1];
      if (kind === undefined) continue;
      const value = Number(line.slice(blank + 1));
      const last = before.get(name);
      before.set(name, { millis, value });
      const list = values.get(name) ?? [];
      values.set(name, list);
      if (kind === 'gauge') list.push(rounded(value));
      else if (last !== undefined) list.push(rounded((value - last.value) / ((millis - last.millis) / 1_000)));
    }
  }
  return Object.fromEntries([...values].filter(([, list]) => new Set(list).size > 10));
}

function rounded(value: number): number {
  return Number(value.toPrecision(8));
}

async function record(url: string, count: number): Promise<void> {
  const pages: Page[] = [];
  while (pages.length < count) {
    const answer = await fetch(url);
    pages.push({ millis: Date.now(), text: await answer.text() });
    await sleep(EVERY_MILLIS);
  }
  writeFileSync(new URL('../test/fixtures/node-hour.json', import.meta.url), `${JSON.stringify({ everySeconds: EVERY_MILLIS / 1_000, series: seriesOf(pages) })}\n`);
}

const [url, count = '361'] = process.argv.slice(2);
if (url !== undefined) await record(url, Number(count));
