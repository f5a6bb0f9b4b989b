// The timeline at a frame, made once for each head and window: commands, select and reveal ask for the same one. Pure all the same, since
// the head names the very rows that were read.
import { timelineOf } from '../../analysis/timeline/build.ts';
import { followTimeline } from '../../analysis/timeline/follow.ts';
import { closed, FRAME_LIMITS, logsWithin, readTimeline, type Around } from '../../analysis/timeline/read.ts';
import { shift, type Interval, type Micros } from '../../lib/micros.ts';
import { include } from '../../model/filter/edit.ts';
import type { Session } from '../../model/session.ts';
import type { Timeline, TimelineEntry } from '../../model/timeline.ts';
import type { PanelContext } from '../../state/command.ts';
import type { TimelineState } from './state.ts';

export interface LoadedTimeline extends Around {
  /** The window ends at the newest moment and moves with it. */
  readonly live: boolean;
  readonly timeline: Timeline;
  /** Rows that are drawn. */
  readonly shown: readonly TimelineEntry[];
  /** Quiet rows that are not. */
  readonly hidden: number;
  /** Index among `shown` of the row under the cursor; -1 while there is none. */
  readonly index: number;
}

export function loadTimeline(context: PanelContext, state: TimelineState): LoadedTimeline {
  const { around, live } = windowFor(context, state);
  const timeline = kept(context, state, around);
  const on = timeline.entries.filter((entry) => !state.off.includes(entry.kind));
  const shown = state.hidden ? on : on.filter((entry) => entry.quiet === undefined);
  return { ...around, live, timeline, shown, hidden: on.length - shown.length, index: indexOf(shown, context.cursor, state) };
}

/** The window around the centre that was chosen, else around the time cursor, else up to the newest moment. */
export function windowFor({ cursor, frame }: PanelContext, { centre, half, chosen }: TimelineState): { readonly around: Around; readonly live: boolean } {
  const { to } = frame.span;
  // Half of a window around now lies in the future: while nothing is chosen, all of it lies before.
  if (cursor === undefined) return { around: { window: { from: shift(to, -2 * half), to }, centre: to }, live: true };
  const fits = centre !== undefined && (Math.abs(cursor - centre) <= half || chosen?.at === cursor);
  const middle = fits ? centre : shift(to, cursor - to);
  return { around: { window: windowAround(middle, half), centre: middle }, live: false };
}

function windowAround(centre: Micros, half: number): Interval {
  return { from: shift(centre, -half), to: shift(centre, half) };
}

function indexOf(shown: readonly TimelineEntry[], cursor: number | undefined, { chosen }: TimelineState): number {
  if (cursor === undefined || shown.length === 0) return shown.length - 1;
  const exact = chosen?.at === cursor ? shown.findIndex((entry) => entry.key === chosen.key) : -1;
  return exact >= 0 ? exact : Math.max(0, shown.findLastIndex((entry) => entry.at <= cursor));
}

/** Answers kept: those of the frame drawn and of the one before. */
const MOST_KEPT = 4;
const answers = new WeakMap<Session, Map<string, Timeline>>();

function kept(context: PanelContext, state: TimelineState, around: Around): Timeline {
  const { session, frame, zone } = context;
  const { window, centre } = around;
  const key = JSON.stringify([frame.head.seq, frame.asked, window.from, window.to, centre, zone, state.anchor ?? null, state.follow ?? null]);
  const known = answers.get(session) ?? new Map<string, Timeline>();
  answers.set(session, known);
  const found = known.get(key) ?? read(context, state, around);
  known.delete(key);
  known.set(key, found);
  const oldest = known.keys().next();
  if (known.size > MOST_KEPT && oldest.done !== true) known.delete(oldest.value);
  return found;
}

const MOST_FOLLOWED = 200;
const FOLLOW_BUDGET = 20_000;

function read({ session, frame, zone }: PanelContext, { anchor, follow }: TimelineState, around: Around): Timeline {
  const material = readTimeline(session, frame, around, FRAME_LIMITS, anchor);
  const timeline = timelineOf(material, { anchor, zone });
  if (follow === undefined) return timeline;
  const logs = logsWithin(session, frame, closed(around.window), include(undefined, follow.key, follow.value), MOST_FOLLOWED, FOLLOW_BUDGET);
  return followTimeline(timeline, follow, logs, material.traces);
}
