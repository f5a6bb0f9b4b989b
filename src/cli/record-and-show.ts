// Records into a session and shows it until the operator leaves; then commits, closes and says where the session is.
import { systemClock } from '../lib/clock.ts';
import type { Config } from '../data/config/schema.ts';
import { startRecorder, type RecorderHandle } from '../data/recorder/client.ts';
import { openSession } from '../data/session/reader.ts';
import type { Session } from '../model/session.ts';
import { leaveScreen } from '../terminal/full-screen.ts';
import { namedSession } from './named.ts';
import { appPaths } from './paths.ts';
import { printPlainFrame, sayPlain } from './print-frame.ts';
import { planFor, type SourceEntry } from './plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { showTui } from './first-frame.ts';
import { deskWhenAsked } from './incident/desk-when-asked.ts';
import { temporaryFolder } from '../data/temporary.ts';
import { terminalIfAny, type Terminal } from './terminal.ts';
import { tidyFirst } from './last-words.ts';
import { watchSignals, type SignalWatch } from './signals.ts';
import type { TuiEnd } from './tui.tsx';

export interface ShowPlan {
  readonly entries: readonly SourceEntry[];
  readonly config: Config;
  readonly options: GlobalOptions;
  readonly title: string;
  readonly screen: string;
  /** Exit code where there is no terminal and one plain frame is printed instead. */
  readonly plainExit: number;
}

/** How long a run without a terminal records before it prints its one frame. */
const PLAIN_MILLIS = 3_000;

/** After a signal the launcher waits two seconds before it kills. */
const PATIENCE_MILLIS = { quit: 10_000, signal: 1_500 };

/** Resolves when the session is closed, with what ended the screen. Throws where rows of a session that is kept could not be written. */
export async function recordAndShow(plan: ShowPlan): Promise<TuiEnd> {
  const { options, config, entries } = plan;
  const signals = watchSignals();
  const terminal = terminalOf(plan);
  const kept = options.record;
  const folder = kept ? undefined : temporaryFolder();
  const place = { folder: folder?.path ?? appPaths().sessions };
  let recorder: RecorderHandle | undefined;
  let session: Session | undefined;
  const close = once(async () => {
    session?.close();
    const failure = await recorder?.close(signals.code() === undefined ? PATIENCE_MILLIS.quit : PATIENCE_MILLIS.signal);
    folder?.remove();
    return kept ? failure : undefined;
  });
  const calm = tidyFirst(close);
  let end: TuiEnd;
  try {
    const starting = startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(place, plan.title, entries, config.panels));
    // Nothing can be shown before the recorder's thread has begun: this one uses the time to load Ink.
    [recorder] = await Promise.all([starting, terminal === undefined ? undefined : import('./tui.tsx')]);
    session = kept ? openSession(recorder.path) : namedSession(openSession(recorder.path), undefined);
    end = await shown({ plan, session, recorder, kept, signals }, terminal);
  } finally {
    await close();
    calm();
    terminal?.stdin.destroy();
    signals.stop();
    leaveScreen();
    if (kept && recorder !== undefined) process.stderr.write(`Session kept: ${recorder.path}\n  obs-tui replay ${recorder.path}\n`);
  }
  const failure = await close();
  if (failure !== undefined) throw failure;
  return end;
}

/** Whoever asks waits for the one call that is made. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= work());
}

function terminalOf({ options, config, entries }: ShowPlan): Terminal | undefined {
  const readsInput = entries.some((entry) => Array.isArray(entry['paths']) && entry['paths'].includes('-'));
  return terminalIfAny({ ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps }, readsInput);
}

interface Showing {
  readonly plan: ShowPlan;
  readonly session: Session;
  readonly recorder: RecorderHandle;
  readonly kept: boolean;
  readonly signals: SignalWatch;
}

async function shown(showing: Showing, terminal: Terminal | undefined): Promise<TuiEnd> {
  const { plan, session, recorder, kept, signals } = showing;
  if (terminal === undefined) return { kind: 'quit', code: await plainFrame(showing) };
  const early = signals.code();
  if (early !== undefined) return { kind: 'quit', code: early };
  const zone = plan.options.utc === true ? 'utc' : plan.config.ui.zone;
  const desk = deskWhenAsked({ session, config: plan.config, source: () => Promise.resolve({ path: recorder.path, done: () => undefined }) });
  try {
    return await showTui({ session, recorder, terminal, screen: plan.screen, keys: plan.config.keys, redact: plan.config.redact, zone, kept, incidents: desk.handle });
  } finally {
    desk.close();
  }
}

async function plainFrame({ plan, session, recorder, signals }: Showing): Promise<number> {
  const { options } = plan;
  sayPlain(' after a short run');
  await Promise.race([systemClock.sleep(PLAIN_MILLIS), recorder.ended, signals.first]);
  const early = signals.code();
  if (early !== undefined) return early;
  await printPlainFrame(session, { screen: plan.screen, zone: options.utc === true ? 'utc' : 'local', unicode: options.ascii !== true });
  return plan.plainExit;
}
