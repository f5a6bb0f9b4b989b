// One immutable frame per render: every panel selects against the same one, so two panels can never disagree.
import { MINUTE, shift, type Interval, type Micros } from '../lib/micros.ts';
import type { Frame, Head, Session } from '../model/session.ts';
import { resolveHead, type Playhead } from './playhead.ts';

export interface TimeView {
  /** Right edge of what the panels draw: the head, or an event time that the operator chose. */
  readonly end: 'head' | Micros;
  /** Width of what the panels draw, in microseconds. */
  readonly window: number;
  /** The shared time cursor: every screen can be opened at this moment. */
  readonly cursor: Micros | undefined;
  readonly zone: 'local' | 'utc';
}

export const WINDOWS = [1, 5, 15, 30, 60, 180, 360, 1440].map((minutes) => minutes * MINUTE);
export const DEFAULT_TIME: TimeView = { end: 'head', window: 15 * MINUTE, cursor: undefined, zone: 'local' };

export function resolveFrame(playhead: Playhead, time: TimeView, session: Session, monotonicMillis: number): Frame {
  const head = resolveHead(playhead, session, monotonicMillis);
  return { head, asked: session.head().seq, span: spanAt(head, time) };
}

/**
 * The clock of the session rules while its data is in view. Where the newest row is older than the whole window (a log file of
 * last week), the data rules instead: an empty picture beside a full list would be a lie.
 */
export function spanAt(head: Head, time: TimeView): Interval {
  const edge = head.learned - head.latest < time.window ? head.learned : shift(head.latest, 1);
  const to = time.end === 'head' ? edge : time.end;
  return { from: shift(to, -time.window), to };
}

/** The next window wider (1) or narrower (-1). */
export function nextWindow(window: number, direction: 1 | -1): number {
  const at = WINDOWS.findIndex((step) => step >= window);
  return WINDOWS[Math.min(WINDOWS.length - 1, Math.max(0, (at < 0 ? WINDOWS.length - 1 : at) + direction))] ?? window;
}
