// The tables of a session file. Every row of a signal takes the next seq; each commit ends with a tick row, which takes the last one,
// so that seq has no hole over all tables. Nothing is ever updated or deleted (docs/session-format.md).

/** "obst" in the header of the file: how a session is told from any other database. */
export const APPLICATION_ID = 0x6f62_7374;
/** Kept in `user_version`. A higher one is refused: SESSION_NEWER. Format 1 had no blocks, and its table of log rows was called `log`. */
export const FORMAT = 2;
export const PAGE_BYTES = 8_192;

/** Every signal table begins with these columns. */
const STAMP = 'seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, source INTEGER NOT NULL, backfilled INTEGER NOT NULL';
/** Rows by level rank, trace first. */
const COUNTS = 'n0 INTEGER NOT NULL, n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL';

export const SCHEMA = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE tick(
  seq INTEGER PRIMARY KEY, learned INTEGER NOT NULL, latest INTEGER NOT NULL, live INTEGER,
  oldest_log INTEGER, newest_log INTEGER, ${COUNTS},
  samples INTEGER NOT NULL, sample_tail INTEGER, rejects INTEGER NOT NULL, shed INTEGER NOT NULL, loose_traces INTEGER NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX tick_learned ON tick(learned);
CREATE INDEX tick_live ON tick(live) WHERE live IS NOT NULL;

CREATE TABLE source(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL) STRICT;
CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE log_row(
  ${STAMP}, ahead INTEGER NOT NULL, level INTEGER NOT NULL, service INTEGER, node INTEGER,
  trace_id TEXT COLLATE NOCASE, span_id TEXT, message TEXT NOT NULL, attributes TEXT, row_id TEXT
) STRICT;
CREATE INDEX log_at ON log_row(at);
CREATE INDEX log_ahead ON log_row(at) WHERE ahead = 1;
CREATE INDEX log_trace ON log_row(trace_id) WHERE trace_id IS NOT NULL;

CREATE TABLE log_block(
  first INTEGER PRIMARY KEY, last INTEGER NOT NULL, size INTEGER NOT NULL, oldest INTEGER NOT NULL, newest INTEGER NOT NULL, traces BLOB
) STRICT;
CREATE TABLE log_data(first INTEGER PRIMARY KEY, places BLOB NOT NULL, fields BLOB NOT NULL) STRICT;

CREATE TABLE log_rollup(
  width INTEGER NOT NULL, bucket INTEGER NOT NULL, seq INTEGER NOT NULL, ${COUNTS}, PRIMARY KEY(width, bucket, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_rollup_seq ON log_rollup(width, seq);

CREATE TABLE trace(id INTEGER PRIMARY KEY, trace_id TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
CREATE TABLE span(
  ${STAMP}, trace INTEGER NOT NULL, span_id TEXT NOT NULL, parent_id TEXT, name TEXT NOT NULL, service INTEGER, node INTEGER, duration INTEGER NOT NULL,
  kind INTEGER NOT NULL, status INTEGER NOT NULL, status_message TEXT, resource INTEGER, rest TEXT
) STRICT;
CREATE INDEX span_trace ON span(trace);
CREATE TABLE trace_start(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, trace INTEGER NOT NULL, ahead INTEGER NOT NULL) STRICT;
CREATE INDEX trace_start_at ON trace_start(at);
CREATE INDEX trace_start_ahead ON trace_start(at) WHERE ahead = 1;
CREATE TABLE trace_sum(
  trace INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL, spans INTEGER NOT NULL, errors INTEGER NOT NULL,
  rooted INTEGER NOT NULL, named_at INTEGER NOT NULL, name TEXT NOT NULL, service INTEGER, PRIMARY KEY(trace, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_sum_slow ON trace_sum(until - at, at, errors);
CREATE TABLE trace_service(trace INTEGER NOT NULL, service INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(trace, service)) STRICT, WITHOUT ROWID;

CREATE TABLE series(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, source INTEGER NOT NULL, panel TEXT, name TEXT NOT NULL, labels TEXT NOT NULL) STRICT;
CREATE INDEX series_name ON series(name, labels);
CREATE INDEX series_panel ON series(panel) WHERE panel IS NOT NULL;
CREATE TABLE sample(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, series INTEGER NOT NULL, backfilled INTEGER NOT NULL, value REAL) STRICT;
CREATE INDEX sample_at ON sample(series, at, value);
CREATE TABLE sample_rollup(
  series INTEGER NOT NULL, part INTEGER NOT NULL, seq INTEGER NOT NULL, low REAL, low_at INTEGER NOT NULL, high REAL, high_at INTEGER NOT NULL,
  PRIMARY KEY(series, part, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE health(${STAMP}, state TEXT NOT NULL, detail TEXT NOT NULL, code TEXT, attempt INTEGER, retry_at INTEGER) STRICT;
CREATE INDEX health_source ON health(source);

CREATE TABLE gap(
  ${STAMP}, gap_id TEXT NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  missing INTEGER, recovered INTEGER NOT NULL, signal TEXT NOT NULL
) STRICT;
CREATE INDEX gap_at ON gap(at);
CREATE INDEX gap_id ON gap(gap_id, source);

CREATE TABLE reject(${STAMP}, reason TEXT NOT NULL, excerpt TEXT NOT NULL, line INTEGER) STRICT;

CREATE TABLE note(${STAMP}, text TEXT NOT NULL) STRICT;
CREATE INDEX note_at ON note(at);

CREATE TABLE fact(${STAMP}, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX fact_at ON fact(kind, at);
CREATE INDEX fact_id ON fact(kind, source, id);

CREATE TABLE flow(
  ${STAMP}, logs INTEGER NOT NULL, samples INTEGER NOT NULL, rejects INTEGER NOT NULL, bytes INTEGER NOT NULL,
  all_logs INTEGER NOT NULL, all_samples INTEGER NOT NULL, all_rejects INTEGER NOT NULL, all_bytes INTEGER NOT NULL, last_learned INTEGER
) STRICT;
CREATE INDEX flow_source ON flow(source);

CREATE TABLE panel(
  ${STAMP}, id TEXT NOT NULL, title TEXT NOT NULL, expr TEXT NOT NULL, unit TEXT, threshold REAL, source_name TEXT NOT NULL
) STRICT;
CREATE INDEX panel_id ON panel(id);
`;
