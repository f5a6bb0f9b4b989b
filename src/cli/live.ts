// The commands that record and show: the demo, addresses, files, the configured sources.
import { basename } from 'node:path';
import { readConfig } from './config-file.ts';
import type { GlobalOptions } from './global-options.ts';
import { demoEntries } from './demo-entries.ts';
import { entriesFor, fileEntries, type SourceEntry } from './plan.ts';
import type { ShowPlan } from './record-and-show.ts';
import { startScreen } from './start-screen.ts';
import type { TuiEnd } from './tui.tsx';

/** What is configured; the start screen where nothing is, whose choice is then what ended the screen. */
export async function configured(options: GlobalOptions): Promise<TuiEnd> {
  const config = await readConfig(options);
  const entries = entriesFor(config);
  if (config.retention.apply_at_start) (await import('./retention.ts')).removeOldSessions(config);
  if (entries.length === 0) return startScreen(config, options);
  const { recordAndShow } = await import('./record-and-show.ts');
  return recordAndShow({ entries, config, options, title: config.title ?? '', screen: 'overview', plainExit: 2 });
}

export interface DemoOptions extends GlobalOptions {
  readonly rate: string;
  readonly seed: number;
  readonly speed: number;
  /** Seconds after 14:20 of the story. */
  readonly story?: number;
}

export async function demo(options: DemoOptions): Promise<number> {
  const { seed, speed, rate, story } = options;
  const { startLabProcess } = await import('./lab-process.ts');
  const lab = await startLabProcess({ seed, speed, rate: rate === 'max' ? 'max' : Number(rate), ...(story === undefined ? {} : { openAt: story }) });
  try {
    return await showUntilQuit({ entries: demoEntries(lab.url), options, title: 'demo', screen: 'overview', plainExit: 0 });
  } finally {
    lab.stop();
  }
}

export async function connect(urls: readonly string[], options: GlobalOptions): Promise<number> {
  const { detect } = await import('../data/detect/detect.ts');
  const entries: SourceEntry[] = [];
  for (const url of urls) entries.push(...(await detect(url)));
  return showUntilQuit({ entries: distinctNames(entries), options, title: new URL(urls[0] ?? 'http://localhost').host, screen: 'overview', plainExit: 2 });
}

export async function followFiles(files: readonly string[], options: GlobalOptions): Promise<number> {
  const entries = await fileEntries(files);
  const screen = entries.every(({ kind }) => kind === 'trace-file') ? 'traces' : 'logs';
  return showUntilQuit({ entries, options, title: files.map((file) => (file === '-' ? 'standard input' : basename(file))).join(' '), screen, plainExit: 2 });
}

/** Sources are there, so the start screen is not: only quitting ends it. */
async function showUntilQuit(plan: Omit<ShowPlan, 'config'>): Promise<number> {
  const { recordAndShow } = await import('./record-and-show.ts');
  const end = await recordAndShow({ ...plan, config: await readConfig(plan.options) });
  return end.kind === 'quit' ? end.code : 0;
}

/** Two addresses on one host and port would give two sources of one name. */
function distinctNames(entries: readonly SourceEntry[]): readonly SourceEntry[] {
  return entries.map((entry, index) => {
    const before = entries.slice(0, index).filter((other) => other.name === entry.name).length;
    return before === 0 ? entry : { ...entry, name: `${entry.name} ${before + 1}` };
  });
}
