// Pages of the list of traces, newest start first. A trace stands where its earliest span known at the head starts; the sums that the
// writer kept answer every filter, so that no span is looked at. Only rows with seq <= head exist for the walk.
import type { Micros } from '../../../lib/micros.ts';
import type { Cursor, Frame, Page, TraceQuery } from '../../../model/session.ts';
import type { TraceSummary } from '../../../model/trace.ts';
import type { Connection } from '../connection.ts';

const MOST_ROWS = 500;
/** Traces looked at in one call. */
const BUDGET = 5_000;
const CHUNK = 256;
const MOST_SERVICES = 64;
/** No row has this seq or less. */
const UNKNOWN = -1;

interface StartRow {
  readonly seq: Cursor['seq'];
  readonly start: Micros;
  readonly trace: number;
  readonly trace_id: string;
  readonly at: Micros;
  readonly until: number;
  readonly spans: number;
  readonly errors: number;
  readonly name: string;
  readonly service: number | null;
}

/** Starts in `lo <= at <= hi`, before the row (`at`, `seq`) in the order of the list. */
interface Bounds {
  readonly lo: number;
  readonly hi: number;
  readonly at: number;
  readonly seq: number;
  readonly head: number;
  readonly size: number;
}

export interface TraceListQueries {
  traces(frame: Frame, query: TraceQuery): Page<TraceSummary>;
}

export function traceListQueries(db: Connection, word: (id: number) => string): TraceListQueries {
  const lanes = { ahead: prepare(db, 'INDEXED BY trace_start_ahead WHERE ahead = 1 AND'), main: prepare(db, 'INDEXED BY trace_start_at WHERE') };
  const wordId = db.prepare<[string], number>('SELECT id FROM word WHERE text = ?').pluck();
  const serves = db.prepare<[number, number, number], number>('SELECT 1 FROM trace_service WHERE trace = ? AND service = ? AND seq <= ?').pluck();
  const services = db
    .prepare<[number, number], number>(`SELECT service FROM trace_service WHERE trace = ? AND seq <= ? ORDER BY seq LIMIT ${MOST_SERVICES + 1}`)
    .pluck();

  const summaryOf = (row: StartRow, head: number): TraceSummary => {
    const named = services.all(row.trace, head);
    return {
      traceId: row.trace_id,
      at: row.at,
      duration: row.until - row.at,
      name: row.name,
      service: row.service === null ? undefined : word(row.service),
      services: named.slice(0, MOST_SERVICES).map(word),
      spans: row.spans,
      errors: row.errors,
      complete: named.length <= MOST_SERVICES,
    };
  };

  const filterOf = ({ head }: Frame, { service, errorsOnly, atLeast }: TraceQuery): ((row: StartRow) => boolean) => {
    // A service that is not in the file yet is looked for all the same: the page must not change when a later row brings the word.
    const id = service === undefined ? undefined : (wordId.get(service) ?? UNKNOWN);
    return (row) =>
      row.start === row.at &&
      (errorsOnly !== true || row.errors > 0) &&
      (atLeast === undefined || row.until - row.at >= atLeast) &&
      (id === undefined || serves.get(row.trace, id, head.seq) !== undefined);
  };

  const slow = slowRows(db);

  return {
    traces: (frame, query) => {
      const { head } = frame;
      const limit = Math.max(0, Math.min(MOST_ROWS, Math.trunc(query.limit)));
      const passes = filterOf(frame, query);
      if (query.slowest === true) {
        const found: StartRow[] = [];
        for (const row of limit === 0 ? [] : slow.iterate({ lo: query.span.from, hi: query.span.to - 1, head: head.seq })) {
          if (passes(row)) found.push(row);
          if (found.length === limit) break;
        }
        return { rows: found.map((row) => summaryOf(row, head.seq)), reached: undefined, complete: true };
      }
      const last = query.span.to - 1;
      const rows: TraceSummary[] = [];
      let reached: Cursor | undefined;
      let left = BUDGET;
      // Starts after `latest` are from clocks that run ahead: an old head need not step over all that was recorded since.
      for (const lane of ['ahead', 'main'] as const) {
        const lo = lane === 'ahead' ? Math.max(query.span.from, head.latest + 1) : query.span.from;
        const hi = lane === 'ahead' ? last : Math.min(last, head.latest);
        let from: Cursor | undefined = query.from;
        for (;;) {
          const size = Math.min(CHUNK, left);
          if (rows.length === limit || lo > hi) break;
          if (size === 0) return { rows, reached, complete: false };
          const { at, seq } = from ?? { at: Number.MAX_SAFE_INTEGER, seq: 0 };
          const found = lanes[lane].all({ lo, hi: Math.min(hi, at), at, seq, head: head.seq, size });
          for (const row of found) {
            left -= 1;
            reached = from = { at: row.start, seq: row.seq };
            if (passes(row)) rows.push(summaryOf(row, head.seq));
            if (rows.length === limit) return { rows, reached, complete: true };
          }
          if (found.length < size) break;
        }
      }
      return { rows, reached, complete: true };
    },
  };
}

function prepare(db: Connection, where: string) {
  return db.prepare<[Bounds], StartRow>(
    `SELECT began.seq, began.at AS start, began.trace, trace.trace_id, known.at, known.until, known.spans, known.errors, known.name, known.service
     FROM (
       SELECT seq, at, trace FROM trace_start ${where} at BETWEEN @lo AND @hi AND (at, seq) < (@at, @seq) AND seq <= @head
       ORDER BY at DESC, seq DESC LIMIT @size) AS began
     CROSS JOIN trace_sum AS known
       ON known.trace = began.trace AND known.seq = (SELECT max(seq) FROM trace_sum WHERE trace = began.trace AND seq <= @head)
     CROSS JOIN trace ON trace.id = began.trace
     ORDER BY began.at DESC, began.seq DESC`,
  );
}

/** Sums looked at for the slowest traces: an index yields them in that order. */
const MOST_SLOW = 20_000;

/** Only sums of the head count against the bound, so that what comes later never changes an answer. */
function slowRows(db: Connection) {
  return db.prepare<[{ readonly lo: number; readonly hi: number; readonly head: number }], StartRow>(
    `SELECT known.seq, known.at AS start, known.trace, trace.trace_id, known.at, known.until, known.spans, known.errors, known.name, known.service
     FROM (SELECT trace, seq, at, errors FROM trace_sum WHERE seq <= @head ORDER BY until - at DESC LIMIT ${MOST_SLOW}) AS slow
     CROSS JOIN trace_sum AS known ON known.trace = slow.trace AND known.seq = slow.seq
     CROSS JOIN trace ON trace.id = known.trace
     WHERE slow.at BETWEEN @lo AND @hi AND slow.errors = 0
       AND NOT EXISTS (SELECT 1 FROM trace_sum AS later WHERE later.trace = slow.trace AND later.seq > slow.seq AND later.seq <= @head)`,
  );
}
