// `obs-tui record`: records without a screen until interrupted, for work that must outlive the terminal.
import { systemClock } from '../lib/clock.ts';
import { bytes, count, duration } from '../lib/format.ts';
import { DAY, MILLI } from '../lib/micros.ts';
import { visible } from '../lib/text.ts';
import { startRecorder, type RecorderHandle } from '../data/recorder/client.ts';
import { detect } from '../data/detect/detect.ts';
import { openSession } from '../data/session/reader.ts';
import { isErrorCode, ObsError } from '../model/errors.ts';
import type { Session, SourceState } from '../model/session.ts';
import { readConfig } from './config-file.ts';
import { appPaths } from './paths.ts';
import { entriesFor, planFor } from './plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { tidyFirst } from './last-words.ts';
import { watchSignals } from './signals.ts';

export interface RecordOptions extends GlobalOptions {
  /** Microseconds. */
  readonly duration?: number;
  readonly out?: string;
}

/** Timers of Node cannot wait longer. */
const LONGEST = 24 * DAY;

export async function record(urls: readonly string[], options: RecordOptions): Promise<number> {
  if ((options.duration ?? 0) > LONGEST) throw new ObsError('USAGE', '--duration: at most 24 days; without it, it records until interrupted');
  const config = await readConfig(options);
  const entries = urls.length > 0 ? (await Promise.all([...new Set(urls)].map(detect))).flat() : entriesFor(config);
  if (entries.length === 0) throw new ObsError('USAGE', 'there is nothing to record: name an address, or configure sources');
  if (config.retention.apply_at_start) (await import('./retention.ts')).removeOldSessions(config);
  const place = options.out === undefined ? { folder: appPaths().sessions } : { file: options.out };
  // Before anything is recorded: a signal from here on ends it in order.
  const signals = watchSignals();
  const recorder = await startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(place, config.title ?? 'record', entries, config.panels), tellTrouble);
  const { path } = recorder;
  process.stderr.write(`Recording into ${path}. Ctrl+C ends it.\n`);
  const calm = tidyFirst(() => recorder.close());
  const code = await untilEnd(recorder, signals.first, options.duration);
  const failure = await recorder.close();
  calm();
  tell(path);
  if (failure !== undefined) throw failure;
  return code === 130 ? 0 : code;
}

/** Nobody looks at a screen: the terminal or the journal of a service hears of it. */
function tellTrouble(trouble: string | undefined): void {
  process.stderr.write(trouble === undefined ? 'obs-tui: rows are written again\n' : `obs-tui: rows cannot be written and wait: ${visible(trouble)}\n`);
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
