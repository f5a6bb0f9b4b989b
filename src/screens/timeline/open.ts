// From a row of the timeline to the thing itself, on the screen that shows it.
import type { Seq } from '../../model/signal.ts';
import type { TimelineEntry } from '../../model/timeline.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import { idsOf, type RowId } from '../ids.ts';

/** No row has seq 0: the first one of a moment stands for it. */
const FIRST = 0 as Seq;
/** Rows of one microsecond that are looked at for the one that is meant. */
const MOST_AT_ONCE = 50;

export function openEntry({ target }: TimelineEntry, context: CommandContext): readonly AppEvent[] {
  switch (target.kind) {
    case 'log':
      // A filter might hide the very row.
      return [
        { type: 'panel', panel: 'logs', event: { type: 'filter', filter: undefined, preview: false } },
        { type: 'reveal', screen: 'logs', row: { at: target.at, seq: logSeq(target, context) } },
      ];
    case 'trace':
      return [{ type: 'reveal', screen: 'traces', row: { at: target.at, seq: FIRST } }];
    case 'panel':
      return [...(target.panel === undefined ? [] : [{ type: 'panel' as const, panel: 'metrics', event: { type: 'show', panel: target.panel } }]), { type: 'show', screen: 'metrics' }];
    case 'alert':
      return [{ type: 'reveal', screen: 'alerts', row: target.row }];
    case 'source':
      return [{ type: 'show', screen: 'sources' }];
    case 'check':
      return [{ type: 'show', screen: 'health' }];
    case 'none':
      return [{ type: 'toast', text: 'There is nothing more to see of this row.', tone: 'plain' }];
  }
}

function logSeq({ at, seq, message }: Extract<TimelineEntry['target'], { kind: 'log' }>, { session, frame }: CommandContext): Seq {
  const rows = session.logs(frame, { from: { at, seq: FIRST }, direction: 'newer', limit: MOST_AT_ONCE }).rows.filter((row) => row.at === at);
  return (rows.find((row) => row.seq === seq) ?? rows.find((row) => row.message === message))?.seq ?? FIRST;
}

/** What a row can be followed by; those of a log row come with all its fields. */
export function entryIds(entry: TimelineEntry, context: CommandContext): readonly RowId[] {
  const record = entry.target.kind === 'log' ? context.session.log(context.frame, logSeq(entry.target, context)) : undefined;
  if (record !== undefined) return idsOf(record);
  const { traceId, node, service } = entry.place;
  return idsOf({ ...(traceId === undefined ? {} : { traceId }), ...(node === undefined ? {} : { node }), ...(service === undefined ? {} : { service }) });
}
