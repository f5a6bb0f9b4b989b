// One writer per session: a transaction held open on FILE.lock. The system drops it when the process dies, so a crash leaves no
// stale lock. It is a RESERVED lock rather than an exclusive one, because then the holder's pid can still be read through SQLite;
// reading it as a plain file would drop the lock where holder and reader share a process (POSIX).
import { existsSync, rmSync } from 'node:fs';
import { pid } from 'node:process';
import { threadId } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { ObsError } from '../../model/errors.ts';
import { codeOf, translate } from './errors.ts';
import { createPrivateFile } from './private-file.ts';

export interface WriterLock {
  release(): void;
}

/** A Database that is garbage-collected lets go of its lock, so every one that is held is kept here. */
const held = new Set<Database.Database>();
let taken = 0;

/** A passing look at the lock by another program must not refuse a writer; a real holder is refused well within 100 ms. */
const PATIENCE_MILLIS = 15;
const TRIES = 5;

function lockPath(path: string): string {
  return `${path}.lock`;
}

/** Throws SESSION_BUSY with the holder's pid where another writer is at work. */
export function acquireLock(path: string): WriterLock {
  const file = lockPath(path);
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      createPrivateFile(file);
      const db = open(file, PATIENCE_MILLIS);
      if (db === undefined) continue;
      const outcome = take(db);
      if (outcome === 'busy') throw busy(path, db);
      if (outcome === 'held' && stillNamed(db, file)) return keep(db, file);
      db.close();
      if (outcome === 'broken') rmSync(file, { force: true });
    }
  } catch (error) {
    throw translate(error, file, 'write');
  }
  throw new ObsError('SESSION_BUSY', `${path} is being opened by another obs-tui`);
}

/** Whether a writer is at work now, here or in another process. */
export function isLocked(path: string): boolean {
  const file = lockPath(path);
  if (!existsSync(file)) return false;
  const db = open(file, 0);
  if (db === undefined) return false;
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    return codeOf(error).startsWith('SQLITE_BUSY');
  } finally {
    db.close();
  }
}

function open(file: string, timeout: number): Database.Database | undefined {
  try {
    return new Database(file, { fileMustExist: true, timeout });
  } catch (error) {
    // Its holder removed it a moment ago, or it cannot be opened at all: the next try tells.
    if (codeOf(error) === 'SQLITE_CANTOPEN') return undefined;
    throw error;
  }
}

/** Marks the file with who holds it, then holds it. `broken`: a power cut left it half written, so nobody can be holding it. */
function take(db: Database.Database): 'held' | 'busy' | 'broken' {
  taken += 1;
  try {
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
    db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${pid}; PRAGMA application_id = ${token()}; COMMIT; BEGIN IMMEDIATE`);
    return 'held';
  } catch (error) {
    const code = codeOf(error);
    if (code.startsWith('SQLITE_BUSY')) return 'busy';
    if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(code)) return 'broken';
    db.close();
    throw error;
  }
}

function token(): number {
  return ((threadId & 0x7fff) << 16) | (taken & 0xffff);
}

/** False where the former holder removed the file between our opening and our locking it: then we hold a lock on nothing. */
function stillNamed(db: Database.Database, file: string): boolean {
  const again = open(file, PATIENCE_MILLIS);
  if (again === undefined) return false;
  try {
    return holder(again) === pid && again.pragma('application_id', { simple: true }) === token() && db.inTransaction;
  } finally {
    again.close();
  }
}

function keep(db: Database.Database, file: string): WriterLock {
  held.add(db);
  return {
    release: () => {
      if (!held.delete(db)) return;
      // While the lock is held, so that nobody can take a file that is about to lose its name unnoticed.
      rmSync(file, { force: true });
      db.close();
    },
  };
}

function busy(path: string, db: Database.Database): ObsError {
  try {
    return new ObsError('SESSION_BUSY', `${path} is being written by process ${String(holder(db))}`);
  } finally {
    db.close();
  }
}

function holder(db: Database.Database): unknown {
  return db.pragma('user_version', { simple: true });
}
