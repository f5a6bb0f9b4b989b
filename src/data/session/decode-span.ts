// Rows of the span table as signals of the model. What the writer left out comes back as an absent field, not as null.
import type { Attributes, SpanRecord } from '../../model/signal.ts';
import type { SpanEvent, SpanLink } from '../../model/span.ts';
import type { StampRow, Writable } from './decode.ts';
import { kindOf, statusOf } from './span-codes.ts';

export interface SpanRow extends StampRow {
  readonly span_id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly service: number | null;
  readonly node: number | null;
  readonly duration: number;
  readonly kind: number;
  readonly status: number;
  readonly status_message: string | null;
  readonly resource: number | null;
  readonly rest: string | null;
}

interface Rest {
  readonly attributes?: Attributes;
  readonly events?: readonly SpanEvent[];
  readonly links?: readonly SpanLink[];
  readonly resource?: Attributes;
}

/** Written out field by field: this runs for every span of a trace, and there may be 100,000. */
export function spanOf(row: SpanRow, traceId: string, word: (id: number) => string, resource: (id: number) => Attributes): SpanRecord {
  const record: Writable<SpanRecord> = {
    kind: 'span', seq: row.seq, at: row.at, source: row.source, traceId, spanId: row.span_id, name: row.name, duration: row.duration,
    spanKind: kindOf(row.kind), status: statusOf(row.status),
  };
  if (row.backfilled === 1) record.backfilled = true;
  if (row.parent_id !== null) record.parentId = row.parent_id;
  if (row.service !== null) record.service = word(row.service);
  if (row.node !== null) record.node = word(row.node);
  if (row.status_message !== null) record.statusMessage = row.status_message;
  if (row.resource !== null) record.resource = resource(row.resource);
  if (row.rest === null) return record;
  const rest: Rest = JSON.parse(row.rest);
  if (rest.attributes !== undefined) record.attributes = rest.attributes;
  if (rest.events !== undefined) record.events = rest.events;
  if (rest.links !== undefined) record.links = rest.links;
  if (rest.resource !== undefined) record.resource = rest.resource;
  return record;
}
