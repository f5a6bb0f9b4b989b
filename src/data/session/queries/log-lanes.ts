// A walk over the table of log rows in order of (at, seq) is a chain of lanes, each one straight run through an index. Only rows with
// seq <= head exist for the walk, so the answer at a head is the same before and after later rows came.
import type { Cursor, Head, LogQuery } from '../../../model/session.ts';

/**
 * tie: rows of one moment; main: a stretch of event time; ahead: a stretch beyond `head.latest`, where only rows from clocks that run
 * ahead can be, kept apart so that a walk at an old head need not step over everything recorded since.
 */
export type LaneKind = 'tie' | 'main' | 'ahead';

/** Bounds are inclusive. */
export interface Lane {
  readonly kind: LaneKind;
  readonly lo: number;
  readonly hi: number;
  readonly first: number;
  readonly last: number;
}

/** Where a walk begins. */
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
  const tie = from === undefined ? [] : [tieOf(start, from)];
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

/** What is left of a lane behind a row of it. */
export function lanesBeyond(lane: Lane, { at, seq }: Cursor, direction: LogQuery['direction']): readonly Lane[] {
  const older = direction === 'older';
  const tie: Lane = { ...lane, kind: 'tie', lo: at, hi: at, ...(older ? { last: seq - 1 } : { first: seq + 1 }) };
  const rest: Lane = older ? { ...lane, hi: at - 1 } : { ...lane, lo: at + 1 };
  return [tie, rest].filter(isOpen);
}

function tieOf({ head, direction, inclusive }: Start, from: Cursor): Lane {
  const step = inclusive ? 0 : 1;
  const at = { kind: 'tie' as const, lo: from.at, hi: from.at };
  return direction === 'older' ? { ...at, first: 0, last: Math.min(head.seq, from.seq - step) } : { ...at, first: from.seq + step, last: head.seq };
}

function isOpen(lane: Lane): boolean {
  return lane.lo <= lane.hi && lane.first <= lane.last;
}
