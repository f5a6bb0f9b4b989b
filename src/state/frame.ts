// One immutable frame per render: every panel selects against the same one, so two panels can never disagree.
import { MINUTE, SECOND, shift, type Interval, type Micros } from '../lib/micros.ts';
import type { Frame, Head, Session } from '../model/session.ts';
import { resolveHead, type Playhead } from './playhead.ts';

export interface TimeView {
  /** Right edge of what the panels draw: the head, or an event time that the operator chose. */
  readonly end: 'head' | Micros;
  /** Width of what the panels draw, in microseconds; `auto` grows with the session and shows the whole of an old log file. */
  readonly window: number | 'auto';
  /** The shared time cursor: every screen can be opened at this moment. */
  readonly cursor: Micros | undefined;
  readonly zone: 'local' | 'utc';
}

const WINDOWS = [1, 5, 15, 30, 60, 180, 360, 1440].map((minutes) => minutes * MINUTE);
/** The window of a session that has been followed for a while. */
const FULL_WINDOW = 15 * MINUTE;
const SILENT_STEP = 5 * SECOND;
export const DEFAULT_TIME: TimeView = { end: 'head', window: 'auto', cursor: undefined, zone: 'local' };

export function resolveFrame(playhead: Playhead, time: TimeView, session: Session, monotonicMillis: number): Frame {
  const head = resolveHead(playhead, session, monotonicMillis);
  const asked = session.head().seq;
  return { head, asked, span: spanAt(session, head, asked, time) };
}

/**
 * The clock of the session rules while its data is in view. Where the newest row is older than the window (a log file of last
 * week), the data rules instead: an empty picture beside a full list would be a lie.
 */
export function spanAt(session: Session, head: Head, asked: Frame['asked'], time: TimeView): Interval {
  const window = time.window === 'auto' ? grown(head.learned - session.info().startedAt) : time.window;
  if (time.end !== 'head') return { from: shift(time.end, -window), to: time.end };
  if (head.learned - head.latest < FULL_WINDOW) {
    const end = edge(head);
    return { from: shift(end, -window), to: end };
  }
  const to = shift(head.latest, 1);
  if (time.window !== 'auto') return { from: shift(to, -window), to };
  const extent = session.extent({ head, asked, span: { from: to, to } });
  return { from: extent === undefined ? shift(to, -FULL_WINDOW) : shift(extent.from, Math.min(0, to - extent.from - MINUTE)), to };
}

/** While nothing comes the pictures move on in steps, so that a silent screen is almost a still one. */
function edge({ learned, latest }: Head): Micros {
  const ahead = learned - latest < SILENT_STEP ? 0 : (SILENT_STEP - (learned % SILENT_STEP)) % SILENT_STEP;
  return shift(learned, ahead);
}

/** The shortest window that holds everything followed so far, up to the full one: a young session fills its charts at once. */
function grown(age: number): number {
  return Math.min(FULL_WINDOW, WINDOWS.find((window) => window >= age) ?? FULL_WINDOW);
}

/** The window in force, in microseconds. */
export function windowOf(frame: Frame): number {
  return frame.span.to - frame.span.from;
}

/** The next window wider (1) or narrower (-1) than one. */
export function nextWindow(window: number, direction: 1 | -1): number {
  if (direction > 0) return WINDOWS.find((step) => step > window) ?? window;
  return WINDOWS.findLast((step) => step < window) ?? window;
}
