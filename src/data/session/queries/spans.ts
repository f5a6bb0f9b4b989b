// All spans of one trace at a head. Two sources may write the same id in other letter case; it is one trace, as it is for logs.
import type { Frame } from '../../../model/session.ts';
import type { Attributes, SpanRecord } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { spanOf, type SpanRow } from '../decode-span.ts';

/** The first ones learned; what comes after them is not shown. */
const MOST_SPANS = 100_000;

export interface SpanQueries {
  trace(frame: Frame, traceId: string): readonly SpanRecord[];
}

export function spanQueries(db: Connection, word: (id: number) => string): SpanQueries {
  const find = db.prepare<[string], { readonly id: number; readonly trace_id: string }>('SELECT id, trace_id FROM trace WHERE trace_id = ?');
  const spans = db.prepare<[number, number], SpanRow>(
    `SELECT seq, at, source, backfilled, span_id, parent_id, name, service, node, duration, kind, status, status_message, resource, rest
     FROM span INDEXED BY span_trace WHERE trace = ? AND seq <= ? ORDER BY seq LIMIT ${MOST_SPANS}`,
  );
  return {
    trace: ({ head }, traceId) => {
      const trace = find.get(traceId);
      if (trace === undefined) return [];
      const resources = new Map<number, Attributes>();
      const resource = (id: number): Attributes => {
        const known = resources.get(id);
        if (known !== undefined) return known;
        const read: Attributes = JSON.parse(word(id));
        resources.set(id, read);
        return read;
      };
      const rows = spans.all(trace.id, head.seq).map((row) => spanOf(row, trace.trace_id, word, resource));
      return rows.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
    },
  };
}
