// The same program on a recorded session: no recorder, no socket.
import { systemClock } from '../lib/clock.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import { attachedSession } from './attached.ts';
import { readConfig } from './config-file.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { openingOf, type OpeningOptions } from './opening.ts';
import { keysInput, openTerminal } from './terminal.ts';

export type ReplayOptions = GlobalOptions & OpeningOptions;

export async function replay(file: string, options: ReplayOptions): Promise<number> {
  const config = readConfig(options);
  const session = watched(openSession(file), file);
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  try {
    const terminal = openTerminal(process.env, { ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps }, keysInput(false));
    const { runTui } = await import('./tui.tsx');
    const adjust = openingOf(session, options, zone, { columns: terminal.stdout.columns, rows: terminal.stdout.rows });
    const end = await runTui({ session, recorder: undefined, terminal, screen: 'overview', keys: config.keys, zone, kept: true, adjust });
    return end.kind === 'quit' ? end.code : 0;
  } catch (error) {
    if (!(error instanceof ObsError) || error.code !== 'NO_TERMINAL') throw error;
    process.stderr.write('obs-tui: no terminal here: one plain frame [NO_TERMINAL]\n');
    await printFrame(session, { screen: 'overview', size: { columns: 120, rows: 40 }, zone, ansi: false, unicode: options.ascii !== true });
    return 2;
  } finally {
    session.close();
  }
}

/** One that another program records is no replay: it is followed, and its header says so. */
function watched(session: Session, file: string): Session {
  return session.info().growing ? attachedSession(session, file, systemClock) : session;
}
