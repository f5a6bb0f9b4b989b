// Log rows that stand as rows: the newest ones, of which there are not enough for a block, and all of a session of format 1.
// Every statement is bounded by a LIMIT inside, before any row is looked at more closely.
import type { Interval } from '../../../lib/micros.ts';
import { ObsError } from '../../../model/errors.ts';
import type { LogQuery } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import type { Places } from '../block/opened.ts';
import type { LogRow } from '../decode.ts';
import { logTable } from '../log-table.ts';
import { lanesBeyond, lanesFrom, type Lane, type LaneKind, type Start } from './log-lanes.ts';
import type { Feed } from './log-merge.ts';
import { placeAt, type Segment, type Stretch } from './segment.ts';

const COLUMNS = 'seq, at, source, backfilled, ahead, level, service, node, trace_id, span_id, message, attributes, row_id';

const WHERE: Readonly<Record<LaneKind, string>> = {
  tie: 'INDEXED BY log_at WHERE at = @lo AND seq BETWEEN @first AND @last',
  main: 'INDEXED BY log_at WHERE at BETWEEN @lo AND @hi AND seq <= @last',
  ahead: 'INDEXED BY log_ahead WHERE ahead = 1 AND at BETWEEN @lo AND @hi AND seq <= @last',
};

/** seq, at, level. */
type Place = [seq: number, at: number, level: number];
type Bounds = Omit<Lane, 'kind'> & { readonly most: number };

const MOST_PIECE = 2_048;

/** Rows with `above < seq <= upTo` and `from <= at < to`. */
export interface LogRange extends Interval {
  readonly above: number;
  readonly upTo: number;
}

export interface LogRows {
  /** Rows of a walk in growing pieces, the first of `size`. `sparse`: few of them will be read whole. */
  feed(start: Start, size: number, sparse: boolean): Feed;
  row(seq: number): LogRow | undefined;
  /** Rows of a trace known at `last`, in the order of (at, seq), at most `most`. */
  ofTrace(traceId: string, last: number, most: number): Segment;
  /** In the order of seq. */
  between(range: LogRange): readonly LogRow[];
  /** Ids of traces that rows of this time name. */
  tracesWithin(time: Interval): readonly string[];
}

export function logRows(db: Connection): LogRows {
  const table = logTable(db);
  const one = db.prepare<[number], LogRow>(`SELECT ${COLUMNS} FROM ${table} WHERE seq = ?`);
  const trace = db.prepare<[string, number, number], Place>(
    `SELECT seq, at, level FROM (SELECT seq, at, level FROM ${table} INDEXED BY log_trace WHERE trace_id = ? AND seq <= ? LIMIT ?) ORDER BY at, seq`,
  ).raw();
  const between = db.prepare<[object], LogRow>(`SELECT ${COLUMNS} FROM ${table} WHERE seq > @above AND seq <= @upTo AND at >= @from AND at < @to ORDER BY seq`);
  const traces = db.prepare<[object], string>(`SELECT DISTINCT trace_id FROM ${table} INDEXED BY log_at WHERE at >= @from AND at < @to AND trace_id IS NOT NULL`).pluck();
  const statements = laneStatements(db, table);
  const fetch = (seq: number): LogRow => one.get(seq) ?? gone(seq);
  return {
    feed: (start, size, sparse) => {
      const read = (lane: Lane, most: number): Segment => {
        const { places, rows } = statements(lane.kind, start.direction);
        return sparse ? ofPlaces(ascending(places.all({ ...lane, most }), start), fetch) : ofRows(ascending(rows.all({ ...lane, most }), start));
      };
      return new RowFeed(start, size, read);
    },
    row: (seq) => one.get(seq),
    ofTrace: (traceId, last, most) => ofPlaces(trace.all(traceId, last, most), fetch),
    between: (range) => between.all(range),
    tracesWithin: (time) => traces.all(time),
  };
}

/** Reads lane by lane, each in pieces that double in size. */
class RowFeed implements Feed {
  readonly nearest: number;
  readonly #start: Start;
  readonly #read: (lane: Lane, most: number) => Segment;
  #lanes: readonly Lane[];
  #size: number;

  constructor(start: Start, size: number, read: (lane: Lane, most: number) => Segment) {
    this.nearest = start.direction === 'older' ? Infinity : -Infinity;
    this.#start = start;
    this.#read = read;
    this.#lanes = lanesFrom(start);
    this.#size = size;
  }

  next(): Stretch | undefined {
    for (let lane = this.#lanes[0]; lane !== undefined; lane = this.#lanes[0]) {
      const most = this.#size;
      const segment = this.#read(lane, most);
      const to = segment.ats.length;
      const farthest = this.#start.direction === 'older' ? 0 : to - 1;
      this.#lanes = [...(to < most ? [] : lanesBeyond(lane, placeAt(segment, farthest), this.#start.direction)), ...this.#lanes.slice(1)];
      if (to === 0) continue;
      this.#size = Math.min(2 * most, MOST_PIECE);
      return { segment, from: 0, to };
    }
    return undefined;
  }
}

function laneStatements(db: Connection, table: string) {
  const prepare = (kind: LaneKind, direction: LogQuery['direction']) => {
    const sort = direction === 'older' ? 'DESC' : 'ASC';
    const run = `FROM ${table} ${WHERE[kind]} ORDER BY at ${sort}, seq ${sort} LIMIT @most`;
    return { places: db.prepare<[Bounds], Place>(`SELECT seq, at, level ${run}`).raw(), rows: db.prepare<[Bounds], LogRow>(`SELECT ${COLUMNS} ${run}`) };
  };
  const ready = new Map<string, ReturnType<typeof prepare>>();
  return (kind: LaneKind, direction: LogQuery['direction']) => {
    const key = `${kind} ${direction}`;
    const known = ready.get(key) ?? prepare(kind, direction);
    ready.set(key, known);
    return known;
  };
}

function ascending<T>(rows: readonly T[], { direction }: Start): readonly T[] {
  return direction === 'older' ? rows.toReversed() : rows;
}

function ofRows(rows: readonly LogRow[]): Segment {
  const places = roomFor(rows.length);
  for (const [index, { at, seq, level }] of rows.entries()) put(places, index, at, seq, level);
  return { ...places, row: (index) => rows[index] ?? gone(index), hits: () => undefined };
}

function ofPlaces(found: readonly Place[], fetch: (seq: number) => LogRow): Segment {
  const places = roomFor(found.length);
  for (const [index, [seq, at, level]] of found.entries()) put(places, index, at, seq, level);
  return { ...places, row: (index) => fetch(places.seqs[index] ?? 0), hits: () => undefined };
}

function roomFor(rows: number): Places {
  return { ats: new Float64Array(rows), seqs: new Float64Array(rows), levels: new Uint32Array(rows) };
}

function put({ ats, seqs, levels }: Places, index: number, at: number, seq: number, level: number): void {
  ats[index] = at;
  seqs[index] = seq;
  levels[index] = level;
}

function gone(seq: number): never {
  throw new ObsError('SESSION_DAMAGED', `log row ${seq} is gone`);
}
