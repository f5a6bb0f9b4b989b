// One lane a kind over the window: how many log rows, and where the rows of the timeline lie, on the axis that all lanes share.
import type { TimelineEntry } from '../../model/timeline.ts';
import type { PanelContext } from '../../state/command.ts';
import { LANE_INDENT, type Lane, type TimelineRows } from './layout.ts';
import type { LoadedTimeline } from './load.ts';

/** `fired` and `ended` are alerts; `loud` and `quiet` rows of any other kind. */
export type LaneMark = 'fired' | 'ended' | 'loud' | 'quiet' | undefined;

export interface LaneCells {
  readonly name: string;
  readonly marks: readonly LaneMark[];
  /** Log rows by cell; undefined for lanes that show marks alone. */
  readonly counts: readonly number[] | undefined;
}

export function lanesOf(context: PanelContext, loaded: LoadedTimeline, { lanes }: TimelineRows, columns: number): readonly LaneCells[] {
  const cells = Math.max(1, columns - LANE_INDENT);
  return lanes.map((lane) => ({ name: lane.name, marks: marksOf(lane, loaded, cells), counts: lane.kinds.includes('log') ? countsOf(context, loaded, cells) : undefined }));
}

const RANK = ['quiet', 'loud', 'ended', 'fired'] as const;

function marksOf({ kinds }: Lane, { timeline, window }: LoadedTimeline, cells: number): readonly LaneMark[] {
  const marks = Array.from({ length: cells }, (): LaneMark => undefined);
  const scale = scaleOf(window.from, window.to);
  for (const entry of timeline.entries) {
    if (!kinds.includes(entry.kind) || entry.at < window.from || entry.at > window.to) continue;
    const cell = cellOf(entry.at, scale, cells);
    const mark = markOf(entry);
    const before = marks[cell];
    if (before === undefined || RANK.indexOf(mark) > RANK.indexOf(before)) marks[cell] = mark;
  }
  return marks;
}

function markOf(entry: TimelineEntry): Exclude<LaneMark, undefined> {
  if (entry.quiet !== undefined) return 'quiet';
  if (entry.kind !== 'alert') return 'loud';
  return entry.what.endsWith('resolved') ? 'ended' : 'fired';
}

interface Scale {
  readonly from: number;
  readonly length: number;
}

function scaleOf(from: number, to: number): Scale {
  return { from, length: Math.max(1, to - from) };
}

export function cellOf(at: number, { from, length }: Scale, cells: number): number {
  return Math.max(0, Math.min(cells - 1, Math.floor(((at - from) / length) * cells)));
}

/** Buckets are whole seconds and may be wider than a cell: each stands in every cell that it touches, so that no hole is seen where none is. */
function countsOf({ session, frame }: PanelContext, { window }: LoadedTimeline, cells: number): readonly number[] {
  const counts = Array.from({ length: cells }, () => 0);
  const { buckets, width } = session.density(frame, window, cells);
  const scale = scaleOf(window.from, window.to);
  for (const { from, byLevel } of buckets) {
    const rows = byLevel.reduce((sum, some) => sum + some, 0);
    for (let cell = cellOf(from, scale, cells); cell <= cellOf(from + width - 1, scale, cells); cell += 1) counts[cell] = Math.max(counts[cell] ?? 0, rows);
  }
  return counts;
}
