// A session made anew from what another one recorded: seq, learned and the bounds of commits stay as they were, rollups are counted
// again. Readers may look at it while it grows. Nothing here is acknowledged: a file that breaks off is thrown away, so it is not synced.
import { rmSync } from 'node:fs';
import { micros, type Micros } from '../../lib/micros.ts';
import type { Draft, FlowDraft, SourceId } from '../../model/signal.ts';
import { connectWriter, type Connection } from './connection.ts';
import { translate } from './errors.ts';
import { acquireLock, type WriterLock } from './lock.ts';
import { createPrivateFile } from './private-file.ts';
import { Inserter } from './write/insert.ts';
import type { Sums } from './write/flows.ts';
import type { SourceDefinition } from './write/sources.ts';
import type { RecordedTick } from './write/tally.ts';

export type { RecordedTick } from './write/tally.ts';
export type RecordedSums = Omit<Sums, 'rejectRows'>;

export interface ImportWriter {
  meta(key: string, value: string): void;
  source(id: SourceId, seq: number, definition: SourceDefinition): void;
  /** Begins the commit that the rows after it belong to; the one before it is complete. */
  commit(tick: RecordedTick): void;
  row(seq: number, source: SourceId, draft: Draft): void;
  flow(seq: number, source: SourceId, draft: FlowDraft, sums: RecordedSums): void;
  /** Makes everything so far readable, up to the last complete commit. */
  publish(): void;
  /** Completes the last commit and makes it one file. */
  finish(): void;
  /** Lets go and removes the file. */
  abandon(): void;
}

/** `path` must not be there yet. Throws SESSION_UNWRITABLE and SESSION_BUSY. */
export function openImport(path: string, id: string): ImportWriter {
  let lock: WriterLock | undefined;
  try {
    createPrivateFile(path);
    lock = acquireLock(path);
    return new FileImport(path, lock, id);
  } catch (error) {
    lock?.release();
    throw translate(error, path, 'write');
  }
}

class FileImport implements ImportWriter {
  readonly #path: string;
  readonly #db: Connection;
  readonly #lock: WriterLock;
  readonly #inserter: Inserter;
  readonly #setMeta;
  readonly #addSource;
  #tick: RecordedTick | undefined;
  #learned: Micros = micros(0);

  constructor(path: string, lock: WriterLock, id: string) {
    this.#path = path;
    this.#lock = lock;
    this.#db = connectWriter(path);
    this.#db.pragma('synchronous = OFF');
    // Ids of traces come in no order: their index is written page by page unless it stays in memory.
    this.#db.pragma('cache_size = -200000');
    this.#setMeta = this.#db.prepare<[string, string]>('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    this.#addSource = this.#db.prepare<[SourceId, number, string, string, string]>('INSERT INTO source VALUES (?,?,?,?,?)');
    this.#inserter = new Inserter(this.#db);
    this.#inserter.restore();
    this.#db.exec('BEGIN IMMEDIATE');
    this.meta('id', id);
  }

  meta(key: string, value: string): void {
    this.#do(() => this.#setMeta.run(key, value));
  }

  source(id: SourceId, seq: number, { name, kind, target }: SourceDefinition): void {
    this.#do(() => this.#addSource.run(id, seq, name, kind, target));
  }

  commit(tick: RecordedTick): void {
    this.#do(() => {
      this.#settle();
      const { rollup, sampleRollup, tally } = this.#inserter;
      this.#tick = tick;
      this.#learned = micros(tick.learned);
      rollup.advance(tally, this.#learned);
      sampleRollup.advance(tally, this.#learned);
    });
  }

  row(seq: number, source: SourceId, draft: Draft): void {
    this.#do(() => this.#inserter.put(seq, source, draft, this.#learned));
  }

  flow(seq: number, source: SourceId, draft: FlowDraft, sums: RecordedSums): void {
    this.#do(() => this.#inserter.putRecordedFlow(seq, source, draft, sums));
  }

  publish(): void {
    this.#do(() => {
      this.#settle();
      this.#inserter.flush();
      this.#db.exec('COMMIT; BEGIN IMMEDIATE');
    });
  }

  finish(): void {
    this.publish();
    this.#do(() => {
      this.#setMeta.run('finished', '1');
      this.#db.exec('COMMIT');
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    });
    this.#close();
  }

  abandon(): void {
    if (this.#db.open && this.#db.inTransaction) this.#db.exec('ROLLBACK');
    this.#close();
    for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(this.#path + suffix, { force: true });
  }

  /** The tick of a commit is written once all of its rows are there: until then no reader sees them. */
  #settle(): void {
    if (this.#tick === undefined) return;
    const { rollup, sampleRollup, tally } = this.#inserter;
    this.#inserter.flushTraces();
    rollup.settle(this.#tick.seq);
    tally.copy(this.#tick, sampleRollup.tail);
    this.#tick = undefined;
  }

  #do(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw translate(error, this.#path, 'write');
    }
  }

  #close(): void {
    this.#db.close();
    this.#lock.release();
  }
}
