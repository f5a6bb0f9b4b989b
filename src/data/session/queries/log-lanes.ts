// A walk over log rows in order of (at, seq) is a chain of lanes, each one straight run through an index. Only rows with
// seq <= head exist for the walk, so the answer at a head is the same before and after later rows came.
import type { Cursor, Head, LogQuery } from '../../../model/session.ts';

/**
 * tie: rows of one moment; main: a stretch of event time; ahead: a stretch beyond `head.latest`, where only rows from clocks that run
 * ahead can be, kept apart so that a walk at an old head need not step over everything recorded since; trace: rows of one trace.
 */
export type LaneKind = 'tie' | 'main' | 'ahead' | 'trace';

/** Bounds are inclusive. */
export interface Lane {
  readonly kind: LaneKind;
  readonly lo: number;
  readonly hi: number;
  readonly first: number;
  readonly last: number;
}

export interface Start {
  readonly head: Head;
  readonly direction: LogQuery['direction'];
  readonly from: Cursor | undefined;
  readonly inclusive: boolean;
}

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** The lanes from a place on, in the order walked. Without a place: from the newest or the oldest end. */
export function lanesFrom(start: Start): readonly Lane[] {
  const { head, direction, from } = start;
  const all = { first: 0, last: head.seq };
  const tie = from === undefined ? [] : [tieOf(start, from, 'tie')];
  if (direction === 'older') {
    const hi = from === undefined ? END_OF_TIME : from.at - 1;
    const ahead: Lane = { kind: 'ahead', lo: head.latest + 1, hi, ...all };
    const main: Lane = { kind: 'main', lo: 0, hi: Math.min(hi, head.latest), ...all };
    return [...tie, ahead, main].filter(isOpen);
  }
  const lo = from === undefined ? 0 : from.at + 1;
  const main: Lane = { kind: 'main', lo, hi: head.latest, ...all };
  const ahead: Lane = { kind: 'ahead', lo: Math.max(lo, head.latest + 1), hi: END_OF_TIME, ...all };
  return [...tie, main, ahead].filter(isOpen);
}

/** The same walk over the rows of one trace only. */
export function traceLanesFrom(start: Start): readonly Lane[] {
  const { head, direction, from } = start;
  const tie = from === undefined ? [] : [tieOf(start, from, 'trace')];
  const older = direction === 'older';
  const lo = older || from === undefined ? 0 : from.at + 1;
  const hi = older && from !== undefined ? from.at - 1 : END_OF_TIME;
  const rest: Lane = { kind: 'trace', lo, hi, first: 0, last: head.seq };
  return [...tie, rest].filter(isOpen);
}

function tieOf({ head, direction, inclusive }: Start, from: Cursor, kind: LaneKind): Lane {
  const step = inclusive ? 0 : 1;
  const at = { kind, lo: from.at, hi: from.at };
  return direction === 'older' ? { ...at, first: 0, last: Math.min(head.seq, from.seq - step) } : { ...at, first: from.seq + step, last: head.seq };
}

function isOpen(lane: Lane): boolean {
  return lane.lo <= lane.hi && lane.first <= lane.last;
}
