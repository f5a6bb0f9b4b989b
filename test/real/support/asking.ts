// Asks a real Prometheus directly, past all of obs-tui: what it answers is the truth of these tests.
import type { RealServer } from '../../support/real.ts';

/** The `data` of an answer of the API; throws on anything but success. */
export async function answered(server: RealServer, path: string, parameters: Record<string, string>): Promise<{ readonly data: unknown }> {
  const response = await fetch(`${server.url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const body = (await response.json()) as { status: string; data: unknown; error?: string };
  if (body.status !== 'success') throw new Error(`${path} ${JSON.stringify(parameters)}: ${body.error}`);
  return body;
}

/** A configuration that scrapes these ports of loopback every second. */
export function scrapeConfigOf(jobs: readonly { readonly job: string; readonly port: number }[]): string {
  const scrapes = jobs.map(({ job, port }) => `  - job_name: ${job}\n    static_configs: [{targets: ['127.0.0.1:${port}']}]\n`);
  return `global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n${scrapes.join('')}`;
}

/** Name and labels in one order. */
export function seriesText(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).filter(([label]) => label !== '__name__');
  return `${name}{${pairs.map(([label, value]) => `${label}=${JSON.stringify(value)}`).toSorted().join(',')}}`;
}

/** Waits until a query has a result. */
export async function answersSomething(server: RealServer, query: string, mostMillis = 60_000): Promise<void> {
  const end = performance.now() + mostMillis;
  for (;;) {
    const { data } = await answered(server, 'query', { query });
    if ((data as { result: readonly unknown[] }).result.length > 0) return;
    if (performance.now() > end) throw new Error(`${query} stays without a result: ${server.output().slice(-1_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
