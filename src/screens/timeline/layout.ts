// How the Timeline shares its rows and columns at each size: the list first, lanes where there is room.
import type { TimelineKind } from '../../model/timeline.ts';
import type { Size } from '../../state/command.ts';

export interface Lane {
  readonly name: string;
  readonly kinds: readonly TimelineKind[];
}

export interface TimelineRows {
  readonly head: boolean;
  readonly lanes: readonly Lane[];
  readonly list: number;
  readonly why: number;
  /** The line that counts what is hidden. */
  readonly foot: boolean;
}

const lane = (name: string, ...kinds: readonly TimelineKind[]): Lane => ({ name, kinds });
const METRIC = lane('metric', 'metric', 'anomaly');
const FEW: readonly Lane[] = [METRIC, lane('log', 'log'), lane('alert', 'alert')];
const ALL: readonly Lane[] = [lane('metric', 'metric'), lane('log', 'log'), lane('trace', 'trace'), lane('alert', 'alert'), lane('anomaly', 'anomaly'), lane('health', 'health', 'gap')];
/** Cells before a lane: its name. */
export const LANE_INDENT = 9;

export function timelineRows(size: Size, why: boolean): TimelineRows {
  const lanes = size.columns < 60 || size.rows < 16 ? [] : size.rows < 28 ? FEW : ALL;
  const head = size.rows >= 3;
  const foot = size.rows >= 5;
  const below = why && size.rows >= 6 ? 3 : 0;
  const taken = Number(head) + Number(foot) + below + (lanes.length === 0 ? 0 : lanes.length + 1);
  return { head, lanes, why: below, foot, list: Math.max(1, size.rows - taken) };
}

/** The list scrolls only where the cursor would leave it. */
export function firstRow(index: number, row: number, length: number, height: number): { readonly first: number; readonly row: number } {
  const first = Math.max(0, Math.min(index - Math.max(0, Math.min(row, height - 1)), length - height));
  return { first, row: index - first };
}
