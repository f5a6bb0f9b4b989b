// The running facts that every tick row carries, so that a reader needs one lookup for them at any head.
import { MINUTE, micros, type Micros } from '../../../lib/micros.ts';
import { levelRank } from '../../../model/level.ts';
import type { Head } from '../../../model/session.ts';
import type { LogDraft, SampleDraft, Seq, SpanDraft } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import type { Counts } from './rollup.ts';

/** How far before the clock an event time may run and still move the head; a broken clock must not drag the screen along. */
export const TOLERANCE = MINUTE;

/** A commit as another file recorded it, its sums included. */
export interface RecordedTick {
  readonly seq: number;
  readonly learned: number;
  readonly latest: number;
  readonly live: number | null;
  readonly oldestLog: number | null;
  readonly newestLog: number | null;
  readonly levels: readonly number[];
  readonly samples: number;
  readonly rejects: number;
  readonly shed: number;
  readonly looseTraces: number;
  readonly bytes: number;
}

interface TickRow {
  readonly seq: number;
  readonly learned: number;
  readonly latest: number;
  readonly live: number | null;
  readonly oldest_log: number | null;
  readonly newest_log: number | null;
  readonly n0: number;
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
  readonly n4: number;
  readonly n5: number;
  readonly samples: number;
  readonly shed: number;
  readonly loose_traces: number;
}

export class Tally {
  seq = 0;
  learned: Micros = micros(0);
  shed = 0;
  /** Event time of the first row seen live, when this commit is the one that brought it. */
  liveFrom: number | undefined;
  #latest: number | null = null;
  #live: number | null = null;
  #oldestLog: number | null = null;
  #newestLog: number | null = null;
  #levels: Counts = [0, 0, 0, 0, 0, 0];
  #samples = 0;
  #looseTraces = 0;
  readonly #insert;
  readonly #newest;
  readonly #anySpan;
  readonly #pages;

  constructor(db: Connection) {
    this.#insert = db.prepare<(number | null)[]>(`INSERT INTO tick VALUES (${Array(18).fill('?').join(',')})`);
    this.#newest = db.prepare<[], TickRow>('SELECT * FROM tick ORDER BY seq DESC LIMIT 1');
    this.#anySpan = db.prepare('SELECT 1 FROM span LIMIT 1');
    this.#pages = db.prepare<[], number>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size').pluck();
  }

  restore(): void {
    const row = this.#newest.get();
    this.seq = row?.seq ?? 0;
    this.learned = micros(row?.learned ?? 0);
    this.shed = row?.shed ?? 0;
    this.liveFrom = undefined;
    this.#live = row?.live ?? null;
    this.#oldestLog = row?.oldest_log ?? null;
    this.#newestLog = row?.newest_log ?? null;
    this.#levels = row === undefined ? [0, 0, 0, 0, 0, 0] : [row.n0, row.n1, row.n2, row.n3, row.n4, row.n5];
    this.#samples = row?.samples ?? 0;
    this.#looseTraces = row?.loose_traces ?? 0;
    const empty = this.#samples === 0 && this.#oldestLog === null && this.#anySpan.get() === undefined;
    this.#latest = empty ? null : (row?.latest ?? null);
  }

  /** The newest commit of the file. */
  head(): Head | undefined {
    const row = this.#newest.get();
    return row === undefined ? undefined : { seq: row.seq as Seq, learned: micros(row.learned), latest: micros(row.latest) };
  }

  log(draft: LogDraft, learned: Micros): void {
    const rank = levelRank(draft.level);
    this.#levels[rank] = (this.#levels[rank] ?? 0) + 1;
    this.#oldestLog = Math.min(this.#oldestLog ?? draft.at, draft.at);
    this.#newestLog = Math.max(this.#newestLog ?? draft.at, draft.at);
    if (isLooseTrace(draft)) this.#looseTraces += 1;
    this.#see(draft, learned);
  }

  sample(draft: SampleDraft, learned: Micros): void {
    this.#samples += 1;
    this.#see(draft, learned);
  }

  span(draft: SpanDraft, learned: Micros): void {
    this.#see(draft, learned);
  }

  #see(draft: LogDraft | SampleDraft | SpanDraft, learned: Micros): void {
    const at = Math.min(draft.at, learned + TOLERANCE);
    this.#latest = Math.max(this.#latest ?? at, at);
    if (draft.backfilled === true) return;
    if (this.#live === null || this.liveFrom !== undefined) this.liveFrom = Math.min(this.liveFrom ?? at, at);
    this.#live = Math.max(this.#live ?? at, at);
  }

  /** Ends a commit of another file: its sums count rows that may not be here, and stay as they were recorded. */
  copy(tick: RecordedTick, sampleTail: number | null): void {
    const { seq, learned, latest, live, oldestLog, newestLog, levels, samples, rejects, shed, looseTraces, bytes } = tick;
    const counts = [0, 1, 2, 3, 4, 5].map((rank) => levels[rank] ?? 0);
    this.#insert.run(seq, learned, latest, live, oldestLog, newestLog, ...counts, samples, sampleTail, rejects, shed, looseTraces, bytes);
    this.seq = seq;
    this.learned = micros(learned);
    this.liveFrom = undefined;
  }

  /** Ends a commit: writes its tick row. */
  settle(seq: number, learned: Micros, sampleTail: number | null, rejects: number): Head {
    const latest = micros(this.#latest ?? learned);
    const bytes = this.#pages.get() ?? 0;
    this.#insert.run(
      seq, learned, latest, this.#live, this.#oldestLog, this.#newestLog, ...this.#levels,
      this.#samples, sampleTail, rejects, this.shed, this.#looseTraces, bytes,
    );
    this.seq = seq;
    this.learned = learned;
    this.liveFrom = undefined;
    return { seq: seq as Seq, learned, latest };
  }
}

/** A row that only an attribute ties to a trace: the index on trace ids does not know it, so readers are told that such rows exist. */
function isLooseTrace(draft: LogDraft): boolean {
  return draft.traceId === undefined && draft.attributes !== undefined && Object.hasOwn(draft.attributes, 'trace_id');
}
