// `obs-tui record`: records without a screen until interrupted, for work that must outlive the terminal.
import { systemClock } from '../lib/clock.ts';
import { bytes, count, duration } from '../lib/format.ts';
import { DAY, MILLI } from '../lib/micros.ts';
import { startRecorder, type RecorderHandle } from '../data/recorder/client.ts';
import { detect } from '../data/detect/detect.ts';
import { newSessionPath } from '../data/session/files.ts';
import { openSession } from '../data/session/reader.ts';
import { isErrorCode, ObsError } from '../model/errors.ts';
import type { Session, SourceState } from '../model/session.ts';
import { readConfig } from './config-file.ts';
import { appPaths } from './paths.ts';
import { entriesFor, planFor } from './plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { untilSignal } from './signals.ts';

export interface RecordOptions extends GlobalOptions {
  /** Microseconds. */
  readonly duration?: number;
  readonly out?: string;
}

/** Timers of Node cannot wait longer. */
const LONGEST = 24 * DAY;

export async function record(urls: readonly string[], options: RecordOptions): Promise<number> {
  if ((options.duration ?? 0) > LONGEST) throw new ObsError('USAGE', '--duration: at most 24 days; without it, it records until interrupted');
  const config = readConfig(options);
  const entries = urls.length > 0 ? (await Promise.all([...new Set(urls)].map(detect))).flat() : entriesFor(config);
  if (entries.length === 0) throw new ObsError('USAGE', 'there is nothing to record: name an address, or configure sources');
  const path = options.out ?? newSessionPath(appPaths().sessions, systemClock.now());
  // Before anything is recorded: a signal from here on ends it in order.
  const signalled = untilSignal();
  const recorder = await startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(path, config.title ?? 'record', entries, config.panels));
  process.stderr.write(`Recording into ${path}. Ctrl+C ends it.\n`);
  const code = await untilEnd(recorder, signalled, options.duration);
  const trouble = recorder.trouble();
  await recorder.close();
  tell(path);
  if (trouble !== undefined) throw new ObsError(trouble.startsWith('RECORDER') ? 'RECORDER' : 'SESSION_UNWRITABLE', trouble);
  return code === 130 ? 0 : code;
}

function untilEnd(recorder: RecorderHandle, signalled: Promise<number>, length: number | undefined): Promise<number> {
  const timer = length === undefined ? [] : [systemClock.sleep(length / MILLI).then(() => 0)];
  return Promise.race([signalled, recorder.ended.then(() => 0), ...timer]);
}

/** What was recorded and where. Throws the first source's error where every source was refused: then there is nothing in it. */
function tell(path: string): void {
  const session = openSession(path);
  try {
    process.stderr.write(`${summary(session)}\n`);
    process.stdout.write(`${path}\n`);
    const refused = sourcesOf(session).flatMap(({ health }) => (health?.state === 'refused' ? [health] : []));
    const [first] = refused;
    if (first !== undefined && refused.length === sourcesOf(session).length) throw new ObsError(isErrorCode(first.code) ? first.code : 'SOURCE_UNREACHABLE', first.detail);
    for (const { detail } of refused) process.stderr.write(`obs-tui: ${detail}\n`);
  } finally {
    session.close();
  }
}

function summary(session: Session): string {
  const head = session.head();
  const totals = session.totals({ head, asked: head.seq, span: { from: head.learned, to: head.learned } });
  const took = duration(head.learned - session.info().startedAt);
  return `${count(totals.logs)} log rows, ${count(totals.samples)} samples, ${count(totals.rejects)} rejects in ${took}; ${bytes(totals.bytes)}.`;
}

function sourcesOf(session: Session): readonly SourceState[] {
  const head = session.head();
  return session.sources({ head, asked: head.seq, span: { from: head.learned, to: head.learned } });
}
