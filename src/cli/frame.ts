// `obs-tui frame`: what the screen would show, as text.
import { nearest } from '../lib/nearest.ts';
import { ObsError } from '../model/errors.ts';
import { SCREENS } from '../screens/index.ts';
import type { Size } from '../state/command.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import { speaksUnicode } from './terminal.ts';
import { whichHead, whichSession } from './which-session.ts';

export interface FrameOptions extends GlobalOptions {
  readonly screen: string;
  readonly size: Size;
  readonly at?: string;
  readonly ansi?: boolean;
}

export async function frame(wanted: string, options: FrameOptions): Promise<number> {
  const screen = knownScreen(options.screen);
  const session = whichSession(wanted);
  try {
    const playhead = options.at === undefined && session.info().growing ? {} : { head: whichHead(session, options) };
    const zone = options.utc === true ? 'utc' : 'local';
    const unicode = options.ascii !== true && (speaksUnicode(process.env) || !process.stdout.isTTY);
    await printFrame(session, { screen, size: options.size, zone, ansi: options.ansi ?? false, unicode, ...playhead });
    return 0;
  } finally {
    session.close();
  }
}

function knownScreen(name: string): string {
  const names = SCREENS.map((screen) => screen.id);
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  throw new ObsError('USAGE', `--screen: there is no "${name}"; ${near === undefined ? `one of ${names.join(', ')}` : `did you mean "${near}"?`}`);
}
