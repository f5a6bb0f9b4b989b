// The widths at which log rows are counted in advance, and the width that suits a drawing. Writer and reader share these rules;
// docs/session-format.md says how the widths work together.
import { DAY, HOUR, MINUTE, SECOND, type Interval, type Micros } from '../../lib/micros.ts';

/** Ascending; each divides the next. The first is written with every commit, the others when their window of learning ends. */
export const LADDER = [SECOND, 10 * SECOND, MINUTE, 10 * MINUTE] as const;
export type LadderWidth = (typeof LADDER)[number];

/** Number of the bucket that holds `at`: exact for every moment, where a plain division rounds up near the end of a bucket. */
export function bucketOf(at: number, width: number): number {
  return (at - (at % width)) / width;
}

/** Widths of buckets to draw: each a multiple of a rung of the ladder that is not much finer. */
const STEPS: readonly number[] = [
  ...[1, 2, 3, 4, 5, 10, 20, 30, 40].map((seconds) => seconds * SECOND),
  ...[1, 2, 3, 4, 5, 10, 20, 30, 40].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12, 24].map((hours) => hours * HOUR),
];

export interface Grid {
  readonly width: number;
  /** Number of the first bucket, and of the one after the last. */
  readonly first: number;
  readonly end: number;
}

/**
 * The finest grid, aligned to the epoch, that covers the span with at most `buckets` buckets, at least two. Its width depends on the
 * length of the span alone, and it has room for one bucket more than that length needs, so that nothing jumps while the span slides.
 */
export function gridOver(span: Interval, buckets: number): Grid {
  const most = Math.max(2, Math.min(1_000, Math.trunc(buckets)));
  const length = Math.max(1, span.to - span.from);
  let width = STEPS.find((step) => Math.ceil(length / step) < most) ?? 2 * DAY;
  while (Math.ceil(length / width) >= most) width *= 2;
  return cover(span, width);
}

function cover(span: Interval, width: number): Grid {
  const first = bucketOf(span.from, width);
  return { width, first, end: Math.max(first, bucketOf(Math.max(span.from, span.to - 1), width)) + 1 };
}

/** The widest rung that divides `width`. */
export function rungUnder(width: number): number {
  return LADDER.findLastIndex((rung) => width % rung === 0);
}

/** Start of the window of learning that `learned` lies in: what was learned before it has been flushed at this width. */
export function windowStart(learned: Micros, width: LadderWidth): number {
  return learned - (learned % width);
}
