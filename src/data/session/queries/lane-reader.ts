// The statements that read a lane. Every one is bounded by a LIMIT inside, before any row is looked at more closely.
import type { Cursor, LogQuery } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import type { LogRow } from '../decode.ts';
import type { Lane, LaneKind } from './log-lanes.ts';

export interface Chunk {
  readonly lane: Lane;
  readonly direction: LogQuery['direction'];
  readonly trace: string;
  /** Rows of the lane to look at. */
  readonly size: number;
}

export interface Looked {
  readonly rows: number;
  /** The last row looked at; undefined where the lane is empty. */
  readonly end: Cursor | undefined;
}

export interface LaneReader {
  /** The first `size` rows of the lane that have at least this level rank. */
  rows(chunk: Chunk, minLevel: number): LogRow[];
  /** How many rows such a chunk has, and where it ends. */
  looked(chunk: Chunk): Looked;
  /** Rows known at `last` of a trace, counted up to `most` + 1. */
  traceRows(trace: string, last: number, most: number): number;
}

interface Bounds {
  readonly lo: number;
  readonly hi: number;
  readonly first: number;
  readonly last: number;
  readonly trace: string;
  readonly size: number;
  readonly level: number;
  readonly skip: number;
}

const WHERE: Readonly<Record<LaneKind, string>> = {
  tie: 'INDEXED BY log_at WHERE at = @lo AND seq BETWEEN @first AND @last',
  main: 'INDEXED BY log_at WHERE at BETWEEN @lo AND @hi AND seq <= @last',
  ahead: 'INDEXED BY log_ahead WHERE ahead = 1 AND at BETWEEN @lo AND @hi AND seq <= @last',
  trace: 'INDEXED BY log_trace WHERE trace_id = @trace AND at BETWEEN @lo AND @hi AND seq BETWEEN @first AND @last',
};

const COLUMNS = ['seq', 'at', 'source', 'backfilled', 'level', 'service', 'node', 'trace_id', 'span_id', 'message', 'attributes', 'row_id'];

export const LOG_COLUMNS = COLUMNS.join(', ');

export function laneReader(db: Connection): LaneReader {
  const ready = new Map<string, ReturnType<typeof prepare>>();
  const statements = ({ lane, direction }: Chunk) => {
    const key = `${lane.kind} ${direction}`;
    const known = ready.get(key) ?? prepare(db, lane.kind, direction);
    ready.set(key, known);
    return known;
  };
  const countTrace = db
    .prepare<[string, number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM log INDEXED BY log_trace WHERE trace_id = ? AND seq <= ? LIMIT ?)',
    )
    .pluck();
  return {
    rows: (chunk, minLevel) => {
      const { all, levelled } = statements(chunk);
      return (minLevel > 0 ? levelled : all).all(boundsOf(chunk, minLevel));
    },
    looked: (chunk) => {
      const { place } = statements(chunk);
      const last = place.get({ ...boundsOf(chunk, 0), size: 1, skip: chunk.size - 1 });
      if (last !== undefined) return { rows: chunk.size, end: last };
      const places = place.all(boundsOf(chunk, 0));
      return { rows: places.length, end: places.at(-1) };
    },
    traceRows: (trace, last, most) => countTrace.get(trace, last, most + 1) ?? 0,
  };
}

function prepare(db: Connection, kind: LaneKind, direction: LogQuery['direction']) {
  const sort = direction === 'older' ? 'DESC' : 'ASC';
  const run = `FROM log ${WHERE[kind]} ORDER BY at ${sort}, seq ${sort}`;
  const wanted = COLUMNS.map((column) => `wanted.${column}`).join(', ');
  return {
    all: db.prepare<[Bounds], LogRow>(`SELECT ${LOG_COLUMNS} ${run} LIMIT @size`),
    levelled: db.prepare<[Bounds], LogRow>(
      `SELECT ${wanted} FROM (SELECT seq AS place, level AS rank ${run} LIMIT @size) CROSS JOIN log AS wanted ON wanted.seq = place
       WHERE rank >= @level ORDER BY wanted.at ${sort}, wanted.seq ${sort}`,
    ),
    place: db.prepare<[Bounds], Cursor>(`SELECT at, seq ${run} LIMIT @size OFFSET @skip`),
  };
}

function boundsOf({ lane, trace, size }: Chunk, level: number): Bounds {
  const { lo, hi, first, last } = lane;
  return { lo, hi, first, last, trace, size, level, skip: 0 };
}
