// What the operator did to the timeline: where its window lies, what it is measured against, what it hides. The row that is chosen is the
// one at the shared time cursor: where no cursor is set, the timeline follows.
import { MINUTE, type Micros } from '../../lib/micros.ts';
import type { Anchor, TimelineKind } from '../../model/timeline.ts';
import type { RowId } from '../ids.ts';

export interface TimelineState {
  /** Middle of the window, as long as the time cursor lies in it. */
  readonly centre: Micros | undefined;
  /** How far the window reaches to both sides, microseconds. */
  readonly half: number;
  /** Tells rows of one moment apart, and stands for the chosen row while the cursor is at its moment. */
  readonly chosen: { readonly key: string; readonly at: Micros } | undefined;
  /** Screen row of the chosen one, counted from the top of the list. */
  readonly row: number;
  readonly hidden: boolean;
  readonly off: readonly TimelineKind[];
  /** The row that the timeline was opened from. */
  readonly anchor: Anchor | undefined;
  readonly follow: RowId | undefined;
  /** What the prompt offers to follow. */
  readonly offered: readonly RowId[];
  readonly why: boolean;
}

export const INITIAL: TimelineState = {
  centre: undefined, half: 15 * MINUTE, chosen: undefined, row: Number.MAX_SAFE_INTEGER, hidden: false, off: [], anchor: undefined, follow: undefined, offered: [], why: false,
};

const HALVES: readonly number[] = [1, 2, 5, 15, 30, 60, 180, 720].map((minutes) => minutes * MINUTE);

/** The next window wider (1) or narrower (-1). */
export function nextHalf(half: number, direction: 1 | -1): number {
  return (direction > 0 ? HALVES.find((step) => step > half) : HALVES.findLast((step) => step < half)) ?? half;
}
