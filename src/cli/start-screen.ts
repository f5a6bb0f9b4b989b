// The start screen: nothing is configured, so nothing is recorded, and there is no recorder to wait for.
import { systemClock } from '../lib/clock.ts';
import type { Config } from '../data/config/schema.ts';
import { emptySession } from '../data/session/empty.ts';
import { ObsError } from '../model/errors.ts';
import { showTui } from './first-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { deskWhenAsked } from './incident/desk-when-asked.ts';
import { printPlainFrame, sayPlain } from './print-frame.ts';
import { terminalIfAny } from './terminal.ts';
import type { TuiEnd } from './tui.tsx';

/** Resolves with what was chosen. */
export async function startScreen(config: Config, options: GlobalOptions): Promise<TuiEnd> {
  const session = emptySession(systemClock);
  const zone = options.utc === true ? 'utc' : config.ui.zone;
  const terminal = terminalIfAny({ ascii: options.ascii ?? config.ui.ascii, fps: options.fps ?? config.ui.fps });
  if (terminal === undefined) {
    sayPlain('');
    await printPlainFrame(session, { screen: 'start', zone, unicode: options.ascii !== true });
    return { kind: 'quit', code: 2 };
  }
  const desk = deskWhenAsked({ session, config, source: () => Promise.resolve(undefined) });
  try {
    return await showTui({
      session, recorder: undefined, terminal, screen: 'start', keys: config.keys, redact: config.redact, zone, kept: false, annotate: refused, incidents: desk.handle,
    });
  } finally {
    desk.close();
    // Another screen may follow, which reads the keys anew.
    terminal.stdin.destroy();
  }
}

function refused(): never {
  throw new ObsError('SESSION_MISSING', 'nothing is recorded on this screen');
}
