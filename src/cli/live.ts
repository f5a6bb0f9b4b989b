// The commands that record and show: the configured sources, the demo, addresses, files.
import type { SourceEntry } from './plan.ts';
import { demoEntries, entriesFor, followEntry } from './plan.ts';
import { readConfig } from './config-file.ts';
import { startLabProcess } from './lab-process.ts';
import { recordAndShow } from './record-and-show.ts';
import type { GlobalOptions } from './global-options.ts';

export async function configured(options: GlobalOptions): Promise<number> {
  const config = readConfig(options);
  const entries = entriesFor(config);
  return recordAndShow({ entries, config, options, title: config.title ?? '', screen: entries.length === 0 ? 'start' : 'overview', plainExit: 2 });
}

export interface DemoOptions extends GlobalOptions {
  readonly rate: string;
  readonly seed: number;
  readonly speed: number;
}

export async function demo(options: DemoOptions): Promise<number> {
  const lab = await startLabProcess({ seed: options.seed, speed: options.speed, rate: options.rate === 'max' ? 'max' : Number(options.rate) });
  try {
    return await recordAndShow({ entries: demoEntries(lab.url), config: readConfig(options), options, title: 'demo', screen: 'overview', plainExit: 0 });
  } finally {
    lab.stop();
  }
}

export async function connect(urls: readonly string[], options: GlobalOptions): Promise<number> {
  const { detect } = await import('../data/detect/detect.ts');
  const found: SourceEntry[] = [];
  for (const url of urls) found.push(...(await detect(url)));
  return recordAndShow({ entries: found, config: readConfig(options), options, title: new URL(urls[0] ?? 'http://localhost').host, screen: 'overview', plainExit: 2 });
}

export async function followFiles(files: readonly string[], options: GlobalOptions): Promise<number> {
  return recordAndShow({ entries: [followEntry(files)], config: readConfig(options), options, title: files.join(' '), screen: 'logs', plainExit: 2 });
}

