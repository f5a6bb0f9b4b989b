// Connections to a session file: how one is made, and how one is checked before anything in it is believed.
import { chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ObsError } from '../../model/errors.ts';
import { codeOf, translate } from './errors.ts';
import { APPLICATION_ID, FORMAT, PAGE_BYTES, SCHEMA } from './schema.ts';

export type Connection = Database.Database;

const MIB = 1 << 20;

/** What a file may not do to us: run functions from its schema, lie about cell sizes. */
const GUARDS = ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0', 'temp_store = MEMORY'];

/** The one write connection; the caller holds the lock. A file without a page gets the tables. */
export function connectWriter(path: string): Connection {
  const db = new Database(path, { fileMustExist: true, timeout: 250 });
  try {
    apply(db, [`page_size = ${PAGE_BYTES}`, ...GUARDS]);
    check(db, path);
    apply(db, ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -24000', 'wal_autocheckpoint = 4000', `journal_size_limit = ${64 * MIB}`]);
    if (db.pragma('application_id', { simple: true }) === 0) create(db);
    return db;
  } catch (error) {
    db.close();
    throw translate(error, path, 'write');
  }
}

/** A connection that cannot write and never waits. A file on a read-only medium is read from a private copy. */
export function connectReader(path: string): Connection {
  if (!existsSync(path)) throw new ObsError('SESSION_MISSING', `there is no session ${path}`);
  try {
    return openChecked(path, path);
  } catch (error) {
    // A file in WAL mode needs room for its -shm file beside it, even for reading.
    if (!/^SQLITE_(?:CANTOPEN|READONLY)/.test(codeOf(error))) throw translate(error, path, 'read');
  }
  try {
    return openCopy(path);
  } catch (error) {
    throw translate(error, path, 'read');
  }
}

function openChecked(file: string, path: string): Connection {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    apply(db, [...GUARDS, 'query_only = ON', 'cache_size = -16000']);
    check(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openCopy(path: string): Connection {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-read-'));
  try {
    const copy = join(folder, 'session.db');
    for (const suffix of ['', '-wal']) {
      if (!existsSync(path + suffix)) continue;
      copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      chmodSync(copy + suffix, 0o600);
    }
    const db = new Database(copy, { fileMustExist: true, timeout: 0 });
    try {
      apply(db, GUARDS);
      check(db, path);
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
    return openChecked(copy, path);
  } finally {
    // The open file outlives its name, so that no crash leaves a copy behind.
    rmSync(folder, { recursive: true, force: true });
  }
}

function create(db: Connection): void {
  db.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}; COMMIT`);
}

function check(db: Connection, path: string): void {
  const kind = db.pragma('application_id', { simple: true });
  const format = Number(db.pragma('user_version', { simple: true }));
  // A crash in the first milliseconds leaves a file without tables; a writer starts afresh in it.
  if (kind === 0 && !db.readonly && db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) return;
  if (kind !== APPLICATION_ID) throw new ObsError('SESSION_DAMAGED', `${path} is not a session of obs-tui`);
  if (format > FORMAT) throw new ObsError('SESSION_NEWER', `${path} has format ${format}; this version reads up to ${FORMAT}`);
}

function apply(db: Connection, pragmas: readonly string[]): void {
  for (const pragma of pragmas) db.pragma(pragma);
}
