// The same program on a recorded session: no recorder, no socket.
import { systemClock } from '../lib/clock.ts';
import { parseTime } from '../lib/parse-time.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import type { AppState } from '../state/app.ts';
import { pausedAt, playingFrom } from '../state/playhead.ts';
import { readConfig } from './config-file.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { keysInput, openTerminal } from './terminal.ts';

export interface ReplayOptions extends GlobalOptions {
  readonly at?: string;
  readonly speed?: number;
}

export async function replay(file: string, options: ReplayOptions): Promise<number> {
  const config = readConfig(options);
  const session = openSession(file);
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  try {
    const terminal = openTerminal(process.env, { ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps }, keysInput(false));
    const { runTui } = await import('./tui.tsx');
    const adjust = startOf(session, options, zone);
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

/** A closed file opens paused at its end, or at --at; with --speed it plays at once, from --at or from its beginning. */
function startOf(session: Session, options: ReplayOptions, zone: string): (state: AppState) => AppState {
  const newest = session.head();
  const wanted = options.at === undefined ? undefined : parseTime(options.at, newest.learned, zone);
  if (options.at !== undefined && wanted === undefined) throw new ObsError('USAGE', `--at: "${options.at}" is not a time`);
  const { speed } = options;
  if (speed !== undefined && !(speed > 0 && speed <= 1_000)) throw new ObsError('USAGE', '--speed: a number above 0, at most 1000');
  const head = wanted === undefined ? (speed === undefined ? newest : session.info().first) : session.headAt(wanted);
  const playhead = speed === undefined ? pausedAt(head) : playingFrom(head, speed, systemClock.monotonicMillis());
  return (state) => ({ ...state, playhead });
}
