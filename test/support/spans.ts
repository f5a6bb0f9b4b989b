// Spans of one trace on a clock that begins at 0, for tests of what is made of them.
import type { Micros } from '../../src/lib/micros.ts';
import type { Seq, SpanRecord } from '../../src/model/signal.ts';

export type SpanRow = readonly [id: string, parent: string | undefined, from: number, to: number];

/** Records in the order given, which is the order learned. */
export function spanRecords(...rows: readonly SpanRow[]): readonly SpanRecord[] {
  return rows.map(([spanId, parent, from, to], index) => aSpanRecord(spanId, from, to, { seq: (index + 1) as Seq, ...(parent === undefined ? {} : { parentId: parent }) }));
}

export function aSpanRecord(spanId: string, from: number, to: number, over: Partial<SpanRecord> = {}): SpanRecord {
  return {
    kind: 'span', seq: 1 as Seq, source: 1, at: from as Micros, traceId: 't1', spanId, name: spanId, duration: to - from, spanKind: 'internal', status: 'unset', ...over,
  };
}
