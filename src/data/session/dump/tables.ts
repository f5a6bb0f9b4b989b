// What is read of each table, and which of its rows a saved range holds. Rows are asked for by windows of seq, all at once, so that no
// read outlives a call and the writer's log never grows behind a save.
import type { Connection } from '../connection.ts';
import { rowsWithin, tracesWithin } from '../queries/log-bulk.ts';
import { LogSource } from '../queries/log-source.ts';
import { factLine, flowLine, gapLine, healthLine, logLine, noteLine, panelLine, rejectLine, sampleLine, spanLine, type Columns, type DumpLine, type Word } from './lines.ts';
import type { DumpRange } from './range.ts';

/** Rows with `above < seq <= upTo`. */
export interface SeqWindow {
  readonly above: number;
  readonly upTo: number;
}

export interface Table {
  /** Rows of a commit that is kept: before `first` all belong to the one at the beginning. */
  readonly rows: (window: SeqWindow) => readonly DumpLine[];
}

const WITHIN = 'seq > @above AND seq <= @upTo';
const IN_TIME = 'at >= @from AND at < @to';
/** Changes of these are few, and what the screens say of a moment may stand on the oldest of them. */
const STANDING = "kind IN ('alert', 'silence', 'slo', 'check', 'sampling', 'act', 'pin')";

export function tablesOf(db: Connection, range: DumpRange, word: Word): readonly Table[] {
  const time = range.telemetry;
  const source = new LogSource(db, word);
  const kept = (row: Columns): boolean => !range.without.has(Number(row['source']));
  const select = (table: string, where: string, order = 'ORDER BY seq') => db.prepare<[object], Columns>(`SELECT * FROM ${table} WHERE ${WITHIN} AND ${where} ${order}`);
  const plain = (table: string, where: string, line: (row: Columns) => string): Table => {
    const query = select(table, where);
    return { rows: (window) => query.all({ ...window, ...time, whole: range.whole, first: range.first }).filter(kept).map((row) => ({ seq: Number(row['seq']), json: line(row) })) };
  };
  // Beyond the last whole commit the state of sources goes on without us; before the first one only its last word counts.
  const during = 'seq <= @whole';
  return [
    logs(source, range, word),
    samples(db, range),
    spans(db, source, range, word),
    plain('health', during, healthLine),
    plain('gap', `(gap_id, source) IN (SELECT gap_id, source FROM gap WHERE at < @to AND until >= @from)`, gapLine),
    plain('reject', `${during} AND (${IN_TIME} OR seq > @first)`, rejectLine),
    plain('note', '1', noteLine),
    plain('flow', `${during} AND (seq > @first OR seq IN (SELECT max(seq) FROM flow WHERE seq <= @first GROUP BY source))`, flowLine),
    plain('panel', '1', panelLine),
    plain('fact', `(${STANDING} OR (${IN_TIME}))`, factLine),
  ];
}

function logs(source: LogSource, { telemetry, without }: DumpRange, word: Word): Table {
  return {
    rows: (window) => rowsWithin(source, { ...window, ...telemetry }).filter((row) => !without.has(row.source)).map((row) => ({ seq: row.seq, json: logLine({ ...row }, word) })),
  };
}

function samples(db: Connection, { without, samples: { from, to } }: DumpRange): Table {
  const query = db.prepare<[object], Columns>(`SELECT * FROM sample WHERE ${WITHIN} AND ${IN_TIME} ORDER BY seq`);
  const skipped = new Set(db.prepare<[], { readonly id: number; readonly source: number }>('SELECT id, source FROM series').all().filter(({ source }) => without.has(source)).map(({ id }) => id));
  return {
    rows: (window) => query.all({ ...window, from, to }).filter((row) => !skipped.has(Number(row['series']))).map((row) => ({ seq: Number(row['seq']), json: sampleLine(row) })),
  };
}

/** All spans of every trace that has one in the range, or that a log row of the range belongs to. */
function spans(db: Connection, source: LogSource, { without, telemetry }: DumpRange, word: Word): Table {
  const touched = new Set(db.prepare<[object], number>('SELECT trace FROM trace_sum WHERE at < @to AND until >= @from').pluck().all(telemetry));
  const find = db.prepare<[string], number>('SELECT id FROM trace WHERE trace_id = ?').pluck();
  for (const traceId of tracesWithin(source, telemetry)) {
    const id = find.get(traceId);
    if (id !== undefined) touched.add(id);
  }
  const query = db.prepare<[object], Columns>(`SELECT * FROM span WHERE ${WITHIN} ORDER BY seq`);
  const traceId = db.prepare<[number], string>('SELECT trace_id FROM trace WHERE id = ?').pluck();
  return {
    rows: (window) =>
      query
        .all({ ...window })
        .filter((row) => touched.has(Number(row['trace'])) && !without.has(Number(row['source'])))
        .map((row) => ({ seq: Number(row['seq']), json: spanLine(row, traceId.get(Number(row['trace'])) ?? '', word) })),
  };
}
