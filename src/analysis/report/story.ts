// The story: what the operator chose, with every note, act and change of an alert between; where nothing was chosen, what stands out on
// the timeline. In event-time order.
import type { Interval } from '../../lib/micros.ts';
import { visible, type SafeText } from '../../lib/text.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { TimelineEntry, TimelineMaterial } from '../../model/timeline.ts';
import { gapWarning } from './gaps.ts';
import { commandOf, queryOf } from './query.ts';
import type { FollowUp, GapLine, StoryRow } from './report.ts';
import type { SourceNames } from './source-names.ts';
import { safe } from './words.ts';

export interface StoryContext {
  readonly session: Session;
  readonly frame: Frame;
  readonly material: TimelineMaterial;
  readonly range: Interval;
  readonly names: SourceNames;
  readonly gaps: readonly GapLine[];
  readonly file: string;
}

/** Pins of this kind are work that is left, no part of what happened. */
const FOLLOW_UP = 'follow-up';

export function followUpsOf({ pins }: TimelineMaterial): readonly FollowUp[] {
  return pins
    .filter(({ pinned, row }) => pinned && row.kind === FOLLOW_UP)
    .toSorted((a, b) => a.row.at - b.row.at || a.seq - b.seq)
    .map(({ row, text, done }) => ({ at: row.at, text: visible(text), done: done === true }));
}

/** The rows of the timeline that the story is made of, and whether the operator chose them. */
export function chosenEntries(entries: readonly TimelineEntry[], { pins }: TimelineMaterial): { readonly chosen: boolean; readonly entries: readonly TimelineEntry[] } {
  const later = new Set(pins.filter(({ row }) => row.kind === FOLLOW_UP).map(({ id }) => id));
  const rows = entries.filter(({ key }) => !later.has(key));
  const removed = new Set(pins.filter(({ pinned }) => !pinned).map(({ id }) => id));
  // A note that was only put in other words is no choice among the rows.
  const chosen = rows.some(({ pinned, kind }) => pinned && kind !== 'note');
  const kept = rows.filter((entry) => {
    if (entry.pinned || entry.kind === 'note') return !removed.has(entry.key);
    return entry.quiet === undefined && (!chosen || (entry.kind === 'alert' && !removed.has(entry.key)));
  });
  return { chosen, entries: kept };
}

export function storyRow(entry: TimelineEntry, context: StoryContext): StoryRow {
  const { session, frame, material, range, names, gaps, file } = context;
  const { place } = entry;
  const source = sourceOf(entry, material, names);
  // The operator may have put it in other words.
  const words = entry.pinned ? material.pins.find(({ id, pinned }) => pinned && id === entry.key)?.text : undefined;
  return {
    at: entry.at, kind: entry.kind, source, text: visible(words ?? entry.text), detail: visible(entry.detail),
    node: safe(place.node), service: safe(place.service), traceId: safe(place.traceId), pinned: entry.pinned,
    query: queryOf(entry, material), command: commandOf(session, frame, entry, material.spans, file), warning: gapWarning(gaps, entry.at, source, range),
  };
}

/** A trace may come from several; the one that told of its spans first is named. */
function sourceOf({ source, target }: TimelineEntry, { spans }: TimelineMaterial, names: SourceNames): SafeText {
  return names.of(source ?? (target.kind === 'trace' ? spans.find(({ traceId }) => traceId === target.traceId)?.source : undefined));
}
