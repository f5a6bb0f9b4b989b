// One row of the timeline before it is known what was pinned, and the small words that all kinds of rows share.
import type { Interval, Micros } from '../../lib/micros.ts';
import type { Seq, SourceId } from '../../model/signal.ts';
import type { Place, TimelineEntry } from '../../model/timeline.ts';

export type Row = Omit<TimelineEntry, 'pinned'>;

interface RowFacts extends Pick<Row, 'kind' | 'what' | 'text' | 'target' | 'why' | 'quiet'> {
  readonly detail?: string;
  readonly subject?: string;
  readonly place?: Place;
  readonly key?: string;
}

const NOWHERE: Place = {};

/** The row of one record; `quiet` wins over `why` only where it says something. */
export function rowOf(record: { readonly kind: string; readonly at: Micros; readonly seq: Seq; readonly source?: SourceId }, facts: RowFacts): Row {
  const place = facts.place ?? NOWHERE;
  return {
    at: record.at, seq: record.seq, source: record.source, key: facts.key ?? `${record.kind}:${record.seq}`, kind: facts.kind, subject: facts.subject ?? subjectOf(place), what: facts.what,
    detail: facts.detail ?? '', text: facts.text, place, target: facts.target, why: facts.why, quiet: facts.quiet,
  };
}

/** A service says more than the node that it happens to run on. */
export function subjectOf({ service, node }: Place): string {
  return service ?? node ?? '';
}

/** Both ends included: a fact at the very edge belongs to what is looked at. */
export function within(at: number, { from, to }: Interval): boolean {
  return at >= from && at <= to;
}
