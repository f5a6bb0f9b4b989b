// `obs-tui correlate`: what happened around a moment, all signals in one list.
import { timelineOf } from '../analysis/timeline/build.ts';
import { MINUTE, shift, type Micros } from '../lib/micros.ts';
import { parseTime } from '../lib/parse-time.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import { COMMAND_LIMITS, readTimeline } from '../screens/timeline/read.ts';
import { correlateJson, correlateText } from './correlate-output.ts';
import { whichHead, whichSession } from './which-session.ts';

export interface CorrelateOptions {
  readonly timestamp?: string;
  /** Microseconds to both sides. */
  readonly window?: number;
  readonly session?: string;
  readonly at?: string;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly utc?: boolean;
}

const WINDOW = 15 * MINUTE;

export async function correlate(options: CorrelateOptions): Promise<number> {
  const session = whichSession(options.session);
  try {
    const text = answer(session, options);
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return 0;
  } finally {
    session.close();
  }
}

function answer(session: Session, options: CorrelateOptions): string {
  const head = whichHead(session, options);
  const zone = options.utc === true ? 'utc' : 'local';
  const centre = centreOf(options, head.latest, zone);
  const half = options.window ?? WINDOW;
  const window = { from: shift(centre, -half), to: shift(centre, half) };
  const material = readTimeline(session, { head, asked: session.head().seq, span: window }, { window, centre }, COMMAND_LIMITS);
  const timeline = timelineOf(material, { zone });
  if (options.json === true) return correlateJson(timeline, { centre, half, all: options.all === true, session: session.info().id });
  return correlateText(timeline, { centre, half, all: options.all === true, zone });
}

function centreOf({ timestamp }: CorrelateOptions, now: Micros, zone: string): Micros {
  const at = parseTime(timestamp ?? 'now', now, zone);
  if (at === undefined) throw new ObsError('USAGE', `--timestamp: "${timestamp ?? ''}" is not a time such as 14:35, -15m or 2026-11-21T14:35:00Z`);
  return at;
}
