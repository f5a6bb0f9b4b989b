// `obs-tui frame`: what the screen would show, as text.
import type { Size } from '../state/command.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './global-options.ts';
import type { UnlockOptions } from './incident/unlock.ts';
import { knownScreen } from './known-screen.ts';
import { speaksUnicode } from '../terminal/kind.ts';
import { whichHead, whichSession } from './which-session.ts';

export interface FrameOptions extends GlobalOptions, UnlockOptions {
  readonly screen: string;
  readonly size: Size;
  readonly at?: string;
  readonly ansi?: boolean;
}

export async function frame(wanted: string, options: FrameOptions): Promise<number> {
  const screen = knownScreen(options.screen);
  const session = await whichSession(wanted, options);
  try {
    const playhead = options.at === undefined && session.info().growing ? {} : { head: whichHead(session, options) };
    const zone = options.utc === true ? 'utc' : 'local';
    const unicode = options.ascii !== true && (speaksUnicode(process.env) || !process.stdout.isTTY);
    await printFrame(session, { screen, size: options.size, zone, unicode, ...playhead }, options.ansi ?? false);
    return 0;
  } finally {
    session.close();
  }
}
