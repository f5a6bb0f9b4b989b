// Where we look in the order of learning. Live, paused, scrubbing and replay differ in nothing but this value.
import type { Head, Session } from '../model/session.ts';
import { shift, MILLI, type Micros } from '../lib/micros.ts';
import type { Seq } from '../model/signal.ts';

export type Playhead =
  | { readonly mode: 'follow' }
  | { readonly mode: 'paused'; readonly head: Seq }
  /** Paused at a moment of learning whose commit may not have been read from the file yet. */
  | { readonly mode: 'waiting'; readonly learned: Micros }
  /** `sinceMillis` is the monotonic time at which `from` was under the playhead. */
  | { readonly mode: 'playing'; readonly from: Seq; readonly sinceMillis: number; readonly speed: number };

export const FOLLOW: Playhead = { mode: 'follow' };
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;

/**
 * The commit under the playhead. While playing it is the last one learned by `learned(from) + elapsed x speed`: monotone in
 * `monotonicMillis`, never beyond the newest commit.
 */
export function resolveHead(playhead: Playhead, session: Session, monotonicMillis: number): Head {
  if (playhead.mode === 'follow') return session.head();
  if (playhead.mode === 'paused') return session.headOf(playhead.head);
  if (playhead.mode === 'waiting') return session.headAt(playhead.learned);
  return session.headAt(playedTo(playhead, session, monotonicMillis));
}

function playedTo(playhead: Extract<Playhead, { mode: 'playing' }>, session: Session, monotonicMillis: number): Micros {
  const start = session.headOf(playhead.from).learned;
  return shift(start, Math.max(0, monotonicMillis - playhead.sinceMillis) * MILLI * playhead.speed);
}

/** An incident file is whole once its seal was read: until then its newest commit is not its end. */
export function isBeingRead(session: Session): boolean {
  const { incident } = session.info();
  return incident !== undefined && incident.root === undefined;
}

/** Playing that reached the newest commit: becomes FOLLOWING in a live session and PAUSED at the end of a closed file. */
export function settle(playhead: Playhead, session: Session, monotonicMillis: number): Playhead {
  if (playhead.mode !== 'playing') return playhead;
  const newest = session.head();
  if (playedTo(playhead, session, monotonicMillis) < newest.learned || isBeingRead(session)) return playhead;
  return session.info().growing ? FOLLOW : { mode: 'paused', head: newest.seq };
}

export function pausedAt(head: Head): Playhead {
  return { mode: 'paused', head: head.seq };
}

export function playingFrom(head: Head, speed: number, monotonicMillis: number): Playhead {
  return { mode: 'playing', from: head.seq, sinceMillis: monotonicMillis, speed };
}

/** The next speed up or down the ladder. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const at = SPEEDS.findIndex((step) => step >= speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? SPEEDS.length - 1 : at) + direction))] ?? 1;
}
