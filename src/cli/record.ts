// `obs-tui record`: records without a screen until interrupted, for work that must outlive the terminal.
import { systemClock } from '../lib/clock.ts';
import { bytes, count } from '../lib/format.ts';
import { toMillis, MILLI } from '../lib/micros.ts';
import { parseDuration } from '../lib/parse-time.ts';
import { startRecorder } from '../data/recorder/client.ts';
import { newSessionPath } from '../data/session/files.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import { appPaths, readConfig } from './config-file.ts';
import { entriesFor, planFor, type SourceEntry } from './plan.ts';
import type { GlobalOptions } from './program.ts';
import { untilSignal } from './signals.ts';

export interface RecordOptions extends GlobalOptions {
  readonly duration?: string;
  readonly out?: string;
}

export async function record(urls: readonly string[], options: RecordOptions): Promise<number> {
  const config = readConfig(options);
  const entries = urls.length > 0 ? await found(urls) : entriesFor(config);
  if (entries.length === 0) throw new ObsError('USAGE', 'there is nothing to record: name an address, or configure sources');
  const wait = durationOf(options.duration);
  const path = options.out ?? newSessionPath(appPaths().sessions, systemClock.now());
  const recorder = await startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(path, config.title ?? 'record', entries, config.panels));
  process.stderr.write(`Recording into ${path}. Ctrl+C ends it.\n`);
  const signal = untilSignal();
  const code = await Promise.race([
    signal,
    recorder.ended.then(() => 0),
    ...(wait === undefined ? [] : [systemClock.sleep(wait).then(() => 0)]),
  ]);
  const trouble = recorder.trouble();
  await recorder.close();
  report(path);
  if (trouble !== undefined) throw new ObsError('SESSION_UNWRITABLE', trouble);
  return code === 130 ? 0 : code;
}

function report(path: string): void {
  const session = openSession(path);
  const head = session.head();
  const totals = session.totals({ head, asked: head.seq, span: { from: head.learned, to: head.learned } });
  const seconds = Math.round((toMillis(head.learned) - toMillis(session.info().startedAt)) / 1_000);
  session.close();
  process.stderr.write(`${count(totals.logs)} log rows, ${count(totals.samples)} samples, ${count(totals.rejects)} rejects in ${seconds} s; ${bytes(totals.bytes)}.\n`);
  process.stdout.write(`${path}\n`);
}

async function found(urls: readonly string[]): Promise<readonly SourceEntry[]> {
  const { detect } = await import('../data/detect/detect.ts');
  return (await Promise.all(urls.map((url) => detect(url)))).flat();
}

/** Milliseconds. */
function durationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const length = parseDuration(text);
  if (length === undefined) throw new ObsError('USAGE', `--duration: "${text}" is not a length of time such as 90s or 15m`);
  return length / MILLI;
}
