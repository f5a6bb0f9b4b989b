// `obs-tui frame`: what the screen would show, as text.
import { openSession } from '../data/session/reader.ts';
import { parseTime } from '../lib/parse-time.ts';
import { ObsError } from '../model/errors.ts';
import { SCREENS } from '../screens/index.ts';
import { parseSize } from './headless.ts';
import { printFrame } from './print-frame.ts';
import type { GlobalOptions } from './program.ts';

export interface FrameOptions extends GlobalOptions {
  readonly screen: string;
  readonly size: string;
  readonly at?: string;
  readonly ansi?: boolean;
}

export async function frame(file: string, options: FrameOptions): Promise<number> {
  if (!SCREENS.some((screen) => screen.id === options.screen)) {
    throw new ObsError('USAGE', `--screen: there is no "${options.screen}"; one of ${SCREENS.map((screen) => screen.id).join(', ')}`);
  }
  const size = parseSize(options.size);
  const session = openSession(file);
  try {
    const zone = options.utc === true ? 'utc' : 'local';
    const at = options.at === undefined ? undefined : parseTime(options.at, session.head().learned, zone);
    if (options.at !== undefined && at === undefined) throw new ObsError('USAGE', `--at: "${options.at}" is not a time`);
    await printFrame(session, { screen: options.screen, size, zone, ansi: options.ansi ?? false, ...(at === undefined ? {} : { at }) });
    return 0;
  } finally {
    session.close();
  }
}
