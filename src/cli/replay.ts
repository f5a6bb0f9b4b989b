// The same program on a recorded session or an incident file: no recorder of its sources, no socket.
import { systemClock } from '../lib/clock.ts';
import { ObsError } from '../model/errors.ts';
import type { AppState } from '../state/app.ts';
import { readConfig } from './config-file.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { IncidentDesk } from './incident/desk.ts';
import type { UnlockOptions } from './incident/unlock.ts';
import { openingOf, type OpeningOptions } from './opening.ts';
import { openReplayed, soundPath } from './replayed.ts';
import { keysInput, openTerminal, type Terminal } from './terminal.ts';
import type { TuiEnd } from './tui.tsx';

export type ReplayOptions = GlobalOptions & OpeningOptions & UnlockOptions;

const PATIENCE_MILLIS = 700;

export async function replay(file: string, options: ReplayOptions): Promise<TuiEnd> {
  const config = readConfig(options);
  const replayed = await openReplayed(file, options);
  const { session, facts, whole, annotator, close } = replayed;
  const desk = new IncidentDesk({ session, config, source: async () => ({ path: soundPath(replayed), done: () => undefined }) });
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  let terminal: Terminal | undefined;
  try {
    const shown = openTerminal(process.env, { ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps }, keysInput(false));
    terminal = shown;
    const { runTui } = await import('./tui.tsx');
    // Most files are read before anybody could have read a screen of them.
    await Promise.race([whole.catch(() => undefined), systemClock.sleep(PATIENCE_MILLIS)]);
    const opening = () => openingOf(session, options, zone, { columns: shown.stdout.columns, rows: shown.stdout.rows });
    const later = whole.then((said) => told(opening(), said));
    return await runTui({ session, recorder: undefined, terminal: shown, screen: 'overview', keys: config.keys, redact: config.redact, zone, kept: true, adjust: opening(), later, facts, annotate: annotator.add, incidents: desk.handle });
  } catch (error) {
    if (!(error instanceof ObsError) || error.code !== 'NO_TERMINAL') throw error;
    process.stderr.write('obs-tui: no terminal here: one plain frame [NO_TERMINAL]\n');
    await whole;
    const size = { columns: 120, rows: 40 };
    await printFrame(session, { screen: 'overview', size, zone, ansi: false, unicode: options.ascii !== true, adjust: openingOf(session, options, zone, size) });
    return { kind: 'quit', code: 2 };
  } finally {
    desk.close();
    // Another screen may follow, which reads the keys anew.
    terminal?.stdin.destroy();
    await close();
  }
}

/** Where to look, with what is to be said about the file. */
function told(opening: (state: AppState) => AppState, said: string | undefined): (state: AppState) => AppState {
  return (state) => (said === undefined ? opening(state) : { ...opening(state), toast: { text: said, tone: 'warn' } });
}
