// A session for SQL: read-only, and with a table `log` of all log rows, whatever part of them stands in blocks. It reads about a million
// rows a second: fine for a question, too slow for a screen.
import Database from 'better-sqlite3';
import { ObsError } from '../../model/errors.ts';
import { connectReader, type Connection } from './connection.ts';
import { translate } from './errors.ts';
import { hasBlocks } from './log-table.ts';
import { allRows } from './queries/log-bulk.ts';
import { LogSource } from './queries/log-source.ts';

type Row = Readonly<Record<string, unknown>>;

export interface SqlSession {
  readonly db: Connection;
  close(): void;
}

/** The columns of the table of log rows of format 1, in its order. */
const COLUMNS = ['seq', 'at', 'source', 'backfilled', 'ahead', 'level', 'service', 'node', 'trace_id', 'span_id', 'message', 'attributes', 'row_id'] as const;

/** Throws as openSession does. */
export function openSql(path: string): SqlSession {
  const db = connectReader(path);
  // A session of format 1 has that table itself.
  if (!hasBlocks(db)) return { db, close: () => void db.close() };
  // While a statement asks for rows, its own connection is busy with it.
  const rows = connectReader(path);
  const source = new LogSource(rows, String);
  db.table('log', {
    columns: [...COLUMNS],
    *rows() {
      for (const row of allRows(source)) yield COLUMNS.map((column) => cell(row[column]));
    },
  });
  return { db, close: () => void (db.close(), rows.close()) };
}

/** At most `limit` rows of what a SELECT gives. Throws as openSession does, and USAGE where the statement is none that reads. */
export function askSql(path: string, statement: string, limit: number): readonly Row[] {
  const { db, close } = openSql(path);
  try {
    const rows: Row[] = [];
    for (const row of prepared(db, statement).iterate()) {
      rows.push(row);
      if (rows.length >= limit) break;
    }
    return rows;
  } catch (error) {
    throw translate(error, path, 'read');
  } finally {
    close();
  }
}

function prepared(db: Connection, statement: string): Database.Statement<[], Row> {
  try {
    const select = db.prepare<[], Row>(statement);
    if (select.reader && select.readonly) return select;
  } catch (error) {
    throw error instanceof Database.SqliteError || error instanceof RangeError ? new ObsError('USAGE', `no statement that can be run: ${error.message}`, { cause: error }) : error;
  }
  throw new ObsError('USAGE', 'only a statement that reads rows can be run');
}

/** A number of JavaScript would be a REAL. */
function cell(value: string | number | null): string | bigint | null {
  return typeof value === 'number' ? BigInt(value) : value;
}
