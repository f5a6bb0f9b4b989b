// The model of the Timeline: the rows in sight, the lanes above them, and what the window is about.
import { isRelated } from '../../analysis/timeline/follow.ts';
import type { Interval, Micros } from '../../lib/micros.ts';
import type { TimelineEntry, TimelineKind } from '../../model/timeline.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import type { RowId } from '../ids.ts';
import { notInFile } from '../reason.ts';
import { lanesOf, type LaneCells } from './lanes.ts';
import { firstRow, timelineRows, type TimelineRows } from './layout.ts';
import { loadTimeline } from './load.ts';
import type { TimelineState } from './state.ts';

export interface ShownEntry {
  readonly entry: TimelineEntry;
  /** Has a trace, node or service in common with the row under the cursor. */
  readonly related: boolean;
}

export interface TimelineModel {
  readonly window: Interval;
  readonly centre: Micros;
  readonly half: number;
  readonly live: boolean;
  readonly anchor: string | undefined;
  readonly follow: RowId | undefined;
  readonly off: readonly TimelineKind[];
  readonly rows: readonly ShownEntry[];
  /** Index among `rows`. */
  readonly cursor: number;
  readonly shown: number;
  readonly hidden: number;
  readonly beyond: number;
  readonly lanes: readonly LaneCells[];
  /** Of the shared time cursor, where it lies in the window. */
  readonly cursorAt: number | undefined;
  readonly why: TimelineEntry | undefined;
  readonly zone: string;
  readonly unicode: boolean;
  readonly layout: TimelineRows;
  /** Only where nothing is shown: whether log rows lie in the window all the same. */
  readonly logs: boolean;
  /** Only where nothing is shown: why nothing can be. */
  readonly absent: string | undefined;
}

export function selectTimeline(context: PanelContext, state: TimelineState, size: Size): TimelineModel {
  const loaded = loadTimeline(context, state);
  const layout = timelineRows(size, state.why);
  const { first, row } = firstRow(Math.max(0, loaded.index), state.row, loaded.shown.length, layout.list);
  const current = loaded.shown[loaded.index];
  const rows = loaded.shown.slice(first, first + layout.list);
  return {
    window: loaded.window, centre: loaded.centre, half: state.half, live: loaded.live,
    anchor: loaded.timeline.anchor?.name, follow: state.follow, off: state.off,
    rows: rows.map((entry) => ({ entry, related: current !== undefined && entry !== current && isRelated(entry.place, current.place) })),
    cursor: row, shown: loaded.shown.length, hidden: loaded.hidden, beyond: loaded.timeline.beyond,
    lanes: lanesOf(context, loaded, layout, size.columns),
    cursorAt: context.cursor, why: state.why ? current : undefined, zone: context.zone, unicode: context.unicode, layout,
    logs: loaded.shown.length === 0 && hasLogs(context, loaded.window),
    absent: loaded.shown.length === 0 ? notInFile(context, loaded.window) : undefined,
  };
}

function hasLogs({ session, frame }: PanelContext, window: Interval): boolean {
  return session.density(frame, window, 1).buckets.some(({ byLevel }) => byLevel.some((rows) => rows > 0));
}
