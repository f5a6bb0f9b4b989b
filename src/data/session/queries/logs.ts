// Pages of log rows. A walk looks at rows in growing chunks until the page is full, the rows end, or the budget is spent; it says
// honestly which, and how far it came.
import { compile, type Predicate } from '../../../model/filter/compile.ts';
import { pushdown } from '../../../model/filter/pushdown.ts';
import type { Filter } from '../../../model/filter/ast.ts';
import { LEVELS } from '../../../model/level.ts';
import type { Cursor, Frame, LogQuery, Page } from '../../../model/session.ts';
import type { LogRecord, Seq } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { logOf, type LogRow } from '../decode.ts';
import { laneReader, LOG_COLUMNS, type LaneReader } from './lane-reader.ts';
import { lanesFrom, traceLanesFrom, type Lane, type Start } from './log-lanes.ts';

const MOST_ROWS = 500;
const BUDGET = 5_000;
const MOST_BUDGET = 200_000;
const FIRST_CHUNK = 256;
const MOST_CHUNK = 2_048;

export interface LogQueries {
  logs(frame: Frame, query: LogQuery): Page<LogRecord>;
  log(frame: Frame, seq: Seq): LogRecord | undefined;
}

interface Plan {
  readonly lanes: readonly Lane[];
  readonly trace: string;
  readonly minLevel: number;
  readonly passes: Predicate | undefined;
  readonly limit: number;
  readonly budget: number;
}

export function logQueries(db: Connection, word: (id: number) => string, looseTraces: (frame: Frame) => number): LogQueries {
  const reader = laneReader(db);
  const one = db.prepare<[Seq], LogRow>(`SELECT ${LOG_COLUMNS} FROM log WHERE seq = ?`);
  return {
    logs: (frame, query) => {
      const plan = planOf(frame, query, reader, looseTraces);
      return walk(plan, query.direction, reader, (row) => logOf(row, word));
    },
    log: (frame, seq) => {
      const row = seq <= frame.head.seq ? one.get(seq) : undefined;
      return row === undefined ? undefined : logOf(row, word);
    },
  };
}

function planOf(frame: Frame, query: LogQuery, reader: LaneReader, looseTraces: (frame: Frame) => number): Plan {
  const { filter } = query;
  const budget = clamp(query.budget ?? BUDGET, MOST_BUDGET);
  const start: Start = { head: frame.head, direction: query.direction, from: query.from, inclusive: query.inclusive === true };
  const trace = traceOf(filter);
  const indexed = trace !== undefined && looseTraces(frame) === 0 && reader.traceRows(trace, frame.head.seq, budget) <= budget;
  const minLevel = pushdown(filter).minLevel ?? 0;
  return {
    lanes: minLevel >= LEVELS.length ? [] : indexed ? traceLanesFrom(start) : lanesFrom(start),
    trace: trace ?? '',
    minLevel,
    passes: filter === undefined ? undefined : compile(filter),
    limit: clamp(query.limit, MOST_ROWS),
    budget,
  };
}

/** The trace that every row of this filter belongs to. Only ids in hex: for them the index and the filter agree on letter case. */
function traceOf(filter: Filter | undefined): string | undefined {
  if (filter?.op === 'and') return filter.terms.map(traceOf).find((trace) => trace !== undefined);
  if (filter?.op !== 'match' || filter.field !== 'trace_id') return undefined;
  return /^[0-9a-fA-F-]{1,64}$/.test(filter.value) ? filter.value : undefined;
}

function walk(plan: Plan, direction: LogQuery['direction'], reader: LaneReader, decode: (row: LogRow) => LogRecord): Page<LogRecord> {
  const { passes, limit, minLevel } = plan;
  const rows: LogRecord[] = [];
  let lanes = plan.lanes;
  let left = plan.budget;
  let reached: Cursor | undefined;
  let size = passes === undefined ? limit : FIRST_CHUNK;
  for (let lane = lanes[0]; lane !== undefined && rows.length < limit && left > 0; lane = lanes[0]) {
    const chunk = { lane, direction, trace: plan.trace, size: Math.min(size, left, passes === undefined ? limit - rows.length : MOST_CHUNK) };
    const found = reader.rows(chunk, minLevel);
    for (const row of found) {
      const record = decode(row);
      if (passes !== undefined && !passes(record)) continue;
      rows.push(record);
      if (rows.length === limit) return { rows, reached: cursorOf(row), complete: true };
    }
    const looked = minLevel > 0 ? reader.looked(chunk) : { rows: found.length, end: found.at(-1) };
    reached = looked.end === undefined ? reached : cursorOf(looked.end);
    left -= looked.rows;
    const ended = looked.rows < chunk.size || reached === undefined;
    lanes = ended || reached === undefined ? lanes.slice(1) : [...beyond(lane, reached, direction), ...lanes.slice(1)];
    size = Math.min(size * 2, MOST_CHUNK);
  }
  return { rows, reached, complete: lanes.length === 0 || rows.length >= limit };
}

/** What is left of a lane behind a row of it. */
function beyond(lane: Lane, { at, seq }: Cursor, direction: LogQuery['direction']): readonly Lane[] {
  const older = direction === 'older';
  const tie: Lane = { ...lane, kind: lane.kind === 'trace' ? 'trace' : 'tie', lo: at, hi: at, ...(older ? { last: seq - 1 } : { first: seq + 1 }) };
  const rest: Lane = older ? { ...lane, hi: at - 1 } : { ...lane, lo: at + 1 };
  return [tie, rest].filter((next) => next.lo <= next.hi && next.first <= next.last);
}

function cursorOf({ at, seq }: Cursor): Cursor {
  return { at, seq };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, Math.trunc(value)));
}
