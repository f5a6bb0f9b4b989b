// Records into a session and shows it until the operator leaves; then commits, closes and says where the session is.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import type { GlobalOptions } from './program.ts';
import { keysInput, openTerminal, type Terminal } from './terminal.ts';

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

export async function recordAndShow(plan: ShowPlan): Promise<number> {
  const { options, config } = plan;
  const terminal = terminalOf(plan);
  const directory = options.record ? appPaths().sessions : join(tmpdir(), `obs-tui-${process.pid}`);
  const path = newSessionPath(directory, systemClock.now());
  const recorder = await startRecorder(new URL('./recorder-worker.js', import.meta.url), planFor(path, plan.title, plan.entries, config.panels));
  const session = openSession(path);
  try {
    if (terminal === undefined) return await plainFrame(plan, session, recorder);
    return await showUntilLeft(plan, session, recorder, terminal);
  } finally {
    session.close();
    await recorder.close();
    if (options.record) process.stderr.write(`Session kept: ${path}\n  obs-tui replay ${path}\n`);
    else rmSync(directory, { recursive: true, force: true });
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

async function showUntilLeft(plan: ShowPlan, session: Session, recorder: RecorderHandle, terminal: Terminal): Promise<number> {
  const { runTui } = await import('./tui.tsx');
  const { config, options } = plan;
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  const end = await runTui({ session, recorder, terminal, screen: plan.screen, keys: config.keys, zone, kept: options.record });
  if (end.kind === 'quit') return end.code;
  const { launch } = await import('./launch.ts');
  return launch(end, options);
}

async function plainFrame(plan: ShowPlan, session: Session, recorder: RecorderHandle): Promise<number> {
  process.stderr.write('obs-tui: no terminal here: one plain frame after a short run [NO_TERMINAL]\n');
  await Promise.race([systemClock.sleep(PLAIN_MILLIS), recorder.ended]);
  await printFrame(session, { screen: plan.screen, size: { columns: 120, rows: 40 }, zone: plan.options.utc === true ? 'utc' : 'local', ansi: false });
  return plan.plainExit;
}
