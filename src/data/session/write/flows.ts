// What each source delivered since the session began. Flow rows carry the sums, so that a reader needs only the newest of a source.
import type { FlowDraft, SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

export interface Sums {
  logs: number;
  samples: number;
  rejects: number;
  bytes: number;
  lastLearned: number | null;
  /** Reject rows; a recorder that keeps only some of them counts all of them in its flows. */
  rejectRows: number;
}

interface FlowRow {
  readonly source: number;
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  readonly bytes: number;
  readonly lastLearned: number | null;
}

export class Flows {
  readonly #sums = new Map<SourceId, Sums>();
  readonly #newest;
  readonly #rejects;

  constructor(db: Connection) {
    this.#newest = db.prepare<[], FlowRow>(
      'SELECT source, all_logs logs, all_samples samples, all_rejects rejects, all_bytes bytes, last_learned lastLearned FROM flow WHERE seq IN (SELECT max(seq) FROM flow GROUP BY source)',
    );
    this.#rejects = db.prepare<[], { readonly source: number; readonly rows: number }>('SELECT source, count(*) rows FROM reject GROUP BY source');
  }

  restore(): void {
    this.#sums.clear();
    for (const { source, ...sums } of this.#newest.all()) this.#sums.set(source, { ...sums, rejectRows: 0 });
    for (const { source, rows } of this.#rejects.all()) this.#of(source).rejectRows = rows;
  }

  /** A log, a sample or a span of this source came. */
  touch(source: SourceId, learned: number): void {
    this.#of(source).lastLearned = learned;
  }

  reject(source: SourceId, learned: number): void {
    this.touch(source, learned);
    this.#of(source).rejectRows += 1;
  }

  /** Adds what a flow draft reports; gives the sums up to now. */
  add(source: SourceId, draft: FlowDraft): Readonly<Sums> {
    const sums = this.#of(source);
    sums.logs += draft.logs;
    sums.samples += draft.samples;
    sums.rejects += draft.rejects;
    sums.bytes += draft.bytes;
    return sums;
  }

  get rejects(): number {
    let all = 0;
    for (const sums of this.#sums.values()) all += Math.max(sums.rejects, sums.rejectRows);
    return all;
  }

  #of(source: SourceId): Sums {
    let sums = this.#sums.get(source);
    if (sums === undefined) {
      sums = { logs: 0, samples: 0, rejects: 0, bytes: 0, lastLearned: null, rejectRows: 0 };
      this.#sums.set(source, sums);
    }
    return sums;
  }
}
