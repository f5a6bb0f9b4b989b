// What keys mean for the timeline. Pure; the session is read only through bounded queries.
import { anchorOfAlert } from '../../analysis/timeline/anchor.ts';
import { assertNever } from '../../lib/invariant.ts';
import { shift, type Micros } from '../../lib/micros.ts';
import type { Cursor } from '../../model/session.ts';
import type { Anchor, TimelineKind } from '../../model/timeline.ts';
import type { CommandContext } from '../../state/command.ts';
import type { RowId } from '../ids.ts';
import { loadTimeline } from './load.ts';
import { nextHalf, type TimelineState } from './state.ts';

export type TimelineEvent =
  /** The row becomes the chosen one; the window stays where it is. */
  | { readonly type: 'choose'; readonly key: string; readonly at: Micros; readonly row: number; readonly centre: Micros }
  | { readonly type: 'zoom'; readonly direction: 1 | -1 }
  | { readonly type: 'centre'; readonly at: Micros }
  | { readonly type: 'hidden' }
  | { readonly type: 'kind'; readonly kind: TimelineKind | 'all' }
  | { readonly type: 'offer'; readonly ids: readonly RowId[] }
  | { readonly type: 'follow'; readonly id: RowId | undefined }
  | { readonly type: 'anchor'; readonly anchor: Anchor | undefined }
  | { readonly type: 'why' };

export function updateTimeline(state: TimelineState, event: TimelineEvent, context: CommandContext): TimelineState {
  switch (event.type) {
    case 'choose':
      return { ...state, chosen: { key: event.key, at: event.at }, row: event.row, centre: event.centre };
    case 'zoom':
      return { ...state, half: nextHalf(state.half, event.direction), centre: loadTimeline(context, state).live ? state.centre : (context.app.time.cursor ?? state.centre) };
    case 'centre':
      return { ...state, centre: event.at };
    case 'hidden':
      return { ...state, hidden: !state.hidden };
    case 'kind':
      return { ...state, off: toggled(state.off, event.kind) };
    case 'offer':
      return { ...state, offered: event.ids };
    case 'follow':
      return { ...state, follow: event.id };
    case 'anchor':
      return { ...state, anchor: event.anchor };
    case 'why':
      return { ...state, why: !state.why };
    default:
      return assertNever(event);
  }
}

function toggled(off: readonly TimelineKind[], kind: TimelineKind | 'all'): readonly TimelineKind[] {
  if (kind === 'all') return [];
  return off.includes(kind) ? off.filter((one) => one !== kind) : [...off, kind];
}

/** Opened from a row of another screen: the window is around it, and it is what rows are measured against. */
export function revealMoment(state: TimelineState, row: Cursor, context: CommandContext): TimelineState {
  return { ...state, centre: row.at, chosen: undefined, follow: undefined, anchor: anchorAt(row, context) };
}

function anchorAt(row: Cursor, { session, frame }: CommandContext): Anchor | undefined {
  const span = { from: row.at, to: shift(row.at, 1) };
  const alert = session.facts(frame, { kinds: ['alert'], span, limit: 100, superseded: true }).find(({ seq }) => seq === row.seq);
  if (alert !== undefined) return anchorOfAlert(alert);
  const log = session.log(frame, row.seq);
  if (log === undefined || log.at !== row.at) return undefined;
  const name = log.service ?? log.node;
  return name === undefined ? undefined : { name: `a log row of ${name}`, at: log.at, node: log.node, service: log.service, traceId: log.traceId };
}
