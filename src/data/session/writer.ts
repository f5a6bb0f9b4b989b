// The one writer of a session. A commit is one transaction: its rows in the order given, then a tick. Either all of it is in the
// file when append returns, synced to the disk, or append throws and none of it is; the caller still has the rows.
import { rmSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { micros, type Micros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { Head } from '../../model/session.ts';
import type { Draft, NoteDraft, SourceId } from '../../model/signal.ts';
import { connectWriter, type Connection } from './connection.ts';
import { codeOf, translate } from './errors.ts';
import { acquireLock, type WriterLock } from './lock.ts';
import { createPrivateFile } from './private-file.ts';
import { Inserter } from './write/insert.ts';
import { Sources, type SourceDefinition } from './write/sources.ts';

/** The session itself as a source: notes of the operator, gaps that the recorder found. It has no row in `source`. */
export const OWN_SOURCE: SourceId = 0;

export interface SourcedDraft {
  readonly source: SourceId;
  readonly draft: Draft;
}

export interface WriterOptions {
  /** What people call the session; kept from the first time where the file is there already. */
  readonly title: string;
  /** Refuse a file that is there already with SESSION_BUSY, instead of continuing it. */
  readonly fresh?: boolean;
  /** Log rows of a block, about; default 2,048. */
  readonly blockRows?: number;
}

export interface SessionWriter {
  readonly path: string;
  /** The newest commit; undefined before the first. */
  head(): Head | undefined;
  /** The id of this source in this session; a new one is written with the next commit. */
  addSource(definition: SourceDefinition): SourceId;
  /**
   * Commits the rows in one transaction. `learned` never runs backwards: an earlier time is stored as that of the commit before.
   * Throws an ObsError where the file cannot be written; a later call may work again.
   */
  append(rows: readonly SourcedDraft[], learned: Micros): Head;
  /** A commit without rows: says that the recorder was alive and heard nothing. */
  tick(learned: Micros): Head;
  note(draft: NoteDraft, learned: Micros): Head;
  /** Closes for good: everything goes into the one file, provided that nobody else has it open. */
  finalise(): void;
  /** Lets go without finalising; the session can be continued. */
  close(): void;
}

/** Creates the session or continues it. Throws SESSION_BUSY, SESSION_NEWER, SESSION_DAMAGED or SESSION_UNWRITABLE. */
export function openWriter(path: string, options: WriterOptions): SessionWriter {
  const created = claim(path, options.fresh === true);
  let lock: WriterLock | undefined;
  try {
    lock = acquireLock(path);
    return new FileWriter(path, lock, options);
  } catch (error) {
    // Nothing was acknowledged in a file that could not even be set up.
    if (created && lock !== undefined) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    lock?.release();
    throw translate(error, path, 'write');
  }
}

function claim(path: string, fresh: boolean): boolean {
  try {
    const created = createPrivateFile(path);
    if (!created && fresh) throw new ObsError('SESSION_BUSY', `${path} was begun by another obs-tui`);
    return created;
  } catch (error) {
    throw translate(error, path, 'write');
  }
}

class FileWriter implements SessionWriter {
  readonly path: string;
  readonly #db: Connection;
  readonly #lock: WriterLock;
  readonly #inserter: Inserter;
  readonly #sources: Sources;
  readonly #begin;
  readonly #commit;
  readonly #setMeta;
  #head: Head | undefined;
  #stale = true;

  constructor(path: string, lock: WriterLock, { title, blockRows }: WriterOptions) {
    this.path = path;
    this.#lock = lock;
    this.#db = connectWriter(path);
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#db.prepare('COMMIT');
    this.#setMeta = this.#db.prepare<[string, string]>('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    this.#inserter = new Inserter(this.#db, blockRows);
    this.#sources = new Sources(this.#db);
    this.#transact(() => {
      const known = this.#db.prepare("SELECT 1 FROM meta WHERE key = 'id'").get() !== undefined;
      if (!known) this.#setMeta.run('id', basename(path, extname(path)));
      if (!known) this.#setMeta.run('title', title);
      this.#db.exec("DELETE FROM meta WHERE key = 'finished'");
    });
    this.#restore();
    this.#head = this.#inserter.tally.head();
  }

  head(): Head | undefined {
    return this.#head;
  }

  addSource(definition: SourceDefinition): SourceId {
    return this.#sources.add(definition);
  }

  tick(learned: Micros): Head {
    return this.append([], learned);
  }

  note(draft: NoteDraft, learned: Micros): Head {
    return this.append([{ source: OWN_SOURCE, draft }], learned);
  }

  append(rows: readonly SourcedDraft[], learned: Micros): Head {
    const head = this.#transact(() => {
      if (this.#stale) this.#restore();
      this.#stale = true;
      return this.#write(rows, micros(Math.max(learned, this.#inserter.tally.learned)));
    });
    this.#stale = false;
    this.#sources.committed();
    this.#head = head;
    return head;
  }

  #write(rows: readonly SourcedDraft[], learned: Micros): Head {
    const { tally, rollup, sampleRollup, flows } = this.#inserter;
    rollup.advance(tally, learned);
    sampleRollup.advance(tally, learned);
    let seq = this.#sources.write(tally.seq);
    for (const { source, draft } of rows) {
      seq += 1;
      this.#inserter.put(seq, source, draft, learned);
    }
    this.#inserter.flush();
    seq += 1;
    rollup.settle(seq);
    if (tally.liveFrom !== undefined) this.#setMeta.run('live_from', String(tally.liveFrom));
    return tally.settle(seq, learned, sampleRollup.tail, flows.rejects);
  }

  /** The sums in memory follow the file again: at the start, and after a commit that failed halfway. */
  #restore(): void {
    this.#inserter.restore();
    this.#stale = false;
  }

  #transact<T>(write: () => T): T {
    try {
      this.#begin.run();
      const result = write();
      this.#commit.run();
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself; any other fault leaves the transaction to us.
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw translate(error, this.path, 'write');
    }
  }

  finalise(): void {
    try {
      this.#transact(() => this.#setMeta.run('finished', '1'));
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#leaveWal();
    } catch (error) {
      throw translate(error, this.path, 'write');
    } finally {
      this.close();
    }
  }

  #leaveWal(): void {
    try {
      this.#db.pragma('journal_mode = DELETE');
    } catch (error) {
      // A reader still has the file open. Nothing is lost: the file stays in WAL mode, with an empty log beside it.
      if (!/^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error))) throw error;
    }
  }

  close(): void {
    this.#db.close();
    this.#lock.release();
  }
}
