// Records into a session and shows it until the operator leaves; then commits, closes and says where the session is.
import { systemClock } from '../lib/clock.ts';
import type { Config } from '../data/config/schema.ts';
import { startRecorder, type RecorderHandle } from '../data/recorder/client.ts';
import { newSessionPath } from '../data/session/files.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import { appPaths } from './paths.ts';
import { printFrame } from './print-frame.ts';
import { planFor, type SourceEntry } from './plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { temporaryFolder } from './temporary.ts';
import { keysInput, openTerminal, type Terminal } from './terminal.ts';
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

/** Resolves when the session is closed, with what ended the screen. */
export async function recordAndShow(plan: ShowPlan): Promise<TuiEnd> {
  const { options, config, entries } = plan;
  const terminal = terminalOf(plan);
  // The start screen records nothing worth keeping.
  const kept = options.record && entries.length > 0;
  const folder = kept ? undefined : temporaryFolder();
  const path = newSessionPath(folder?.path ?? appPaths().sessions, systemClock.now());
  const recorder = await startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(path, plan.title, entries, config.panels));
  const session = openSession(path);
  try {
    if (terminal === undefined) return { kind: 'quit', code: await plainFrame(plan, session, recorder) };
    return await showUntilLeft(plan, session, recorder, terminal, kept);
  } finally {
    session.close();
    await recorder.close();
    folder?.remove();
    if (kept) process.stderr.write(`Session kept: ${path}\n  obs-tui replay ${path}\n`);
  }
}

function terminalOf(plan: ShowPlan): Terminal | undefined {
  const { options, config } = plan;
  const fps = options.fps ?? config.ui.fps;
  const readsInput = plan.entries.some((entry) => Array.isArray(entry['paths']) && entry['paths'].includes('-'));
  try {
    return openTerminal(process.env, { ascii: options.ascii ?? config.ui.ascii, fps }, keysInput(readsInput));
  } catch (error) {
    if (error instanceof ObsError && error.code === 'NO_TERMINAL') return undefined;
    throw error;
  }
}

async function showUntilLeft(plan: ShowPlan, session: Session, recorder: RecorderHandle, terminal: Terminal, kept: boolean): Promise<TuiEnd> {
  const { runTui } = await import('./tui.tsx');
  const { config, options } = plan;
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  return runTui({ session, recorder, terminal, screen: plan.screen, keys: config.keys, zone, kept });
}

async function plainFrame(plan: ShowPlan, session: Session, recorder: RecorderHandle): Promise<number> {
  process.stderr.write('obs-tui: no terminal here: one plain frame after a short run [NO_TERMINAL]\n');
  await Promise.race([systemClock.sleep(PLAIN_MILLIS), recorder.ended]);
  await printFrame(session, { screen: plan.screen, size: { columns: 120, rows: 40 }, zone: plan.options.utc === true ? 'utc' : 'local', ansi: false, unicode: plan.options.ascii !== true });
  return plan.plainExit;
}
