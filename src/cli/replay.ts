// The same program on a recorded session or an incident file: no recorder of its sources, no socket.
import { systemClock } from '../lib/clock.ts';
import type { AppState } from '../state/app.ts';
import { readConfig } from './config-file.ts';
import { PLAIN_SIZE, printPlainFrame, sayPlain } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { showTui } from './first-frame.ts';
import { deskWhenAsked } from './incident/desk-when-asked.ts';
import type { UnlockOptions } from './incident/unlock.ts';
import { openingOf, type OpeningOptions } from './opening.ts';
import { openReplayed } from './open-replayed.ts';
import { soundPath } from './replayed.ts';
import { terminalIfAny, type Terminal } from './terminal.ts';
import type { TuiEnd } from './tui.tsx';

export type ReplayOptions = GlobalOptions & OpeningOptions & UnlockOptions;

const PATIENCE_MILLIS = 700;

export async function replay(file: string, options: ReplayOptions): Promise<TuiEnd> {
  const config = await readConfig(options);
  const replayed = await openReplayed(file, options);
  const { session, facts, whole, annotator, close } = replayed;
  const desk = deskWhenAsked({ session, config, source: async () => ({ path: soundPath(replayed), done: () => undefined }) });
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  let terminal: Terminal | undefined;
  try {
    terminal = terminalIfAny({ ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps });
    if (terminal === undefined) {
      sayPlain('');
      await whole;
      await printPlainFrame(session, { zone, unicode: options.ascii !== true, adjust: openingOf(session, options, zone, PLAIN_SIZE) });
      return { kind: 'quit', code: 2 };
    }
    const { stdout } = terminal;
    // Most files are read before anybody could have read a screen of them.
    await Promise.race([whole.catch(() => undefined), systemClock.sleep(PATIENCE_MILLIS)]);
    const opening = () => openingOf(session, options, zone, { columns: stdout.columns, rows: stdout.rows });
    const later = whole.then((said) => told(opening(), said));
    return await showTui({ session, recorder: undefined, terminal, screen: 'overview', keys: config.keys, redact: config.redact, zone, kept: true, adjust: opening(), later, facts, annotate: annotator.add, incidents: desk.handle });
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
