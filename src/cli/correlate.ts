// `obs-tui correlate`: what happened around a moment, all signals in one list.
import { timelineOf } from '../analysis/timeline/build.ts';
import { followTimeline, type Followed } from '../analysis/timeline/follow.ts';
import { MINUTE, shift, type Micros } from '../lib/micros.ts';
import { timeOption } from './time-option.ts';
import { include } from '../model/filter/edit.ts';
import type { Frame, Session } from '../model/session.ts';
import type { Timeline, TimelineMaterial } from '../model/timeline.ts';
import { closed, COMMAND_LIMITS, logsWithin, readTimeline } from '../analysis/timeline/read.ts';
import { correlateJson, correlateText } from './correlate-output.ts';
import type { UnlockOptions } from './incident/unlock.ts';
import { whichHead, whichSession } from './which-session.ts';

export interface CorrelateOptions extends UnlockOptions {
  readonly timestamp?: string;
  /** Microseconds to both sides. */
  readonly window?: number;
  readonly session?: string;
  readonly at?: string;
  readonly all?: boolean;
  /** `key=value`: only rows that carry it. */
  readonly followId?: Followed;
  readonly json?: boolean;
  readonly utc?: boolean;
}

const WINDOW = 15 * MINUTE;

export async function correlate(options: CorrelateOptions): Promise<number> {
  const session = await whichSession(options.session, options);
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
  const frame = { head, asked: session.head().seq, span: window };
  const material = readTimeline(session, frame, { window, centre }, COMMAND_LIMITS);
  const timeline = followed(timelineOf(material, { zone }), material, session, frame, options.followId);
  if (options.json === true) return correlateJson(timeline, { centre, half, all: options.all === true, session: session.info().id });
  return correlateText(timeline, { centre, half, all: options.all === true, zone });
}

function followed(timeline: Timeline, { window, traces }: TimelineMaterial, session: Session, frame: Frame, id: Followed | undefined): Timeline {
  if (id === undefined) return timeline;
  return followTimeline(timeline, id, logsWithin(session, frame, closed(window), include(undefined, id.key, id.value), MOST_ROWS, LOG_BUDGET), traces);
}

/** Bounds of one read of log rows. */
const MOST_ROWS = 500;
const LOG_BUDGET = 200_000;

function centreOf({ timestamp }: CorrelateOptions, now: Micros, zone: string): Micros {
  return timeOption('timestamp', timestamp ?? 'now', now, zone);
}
