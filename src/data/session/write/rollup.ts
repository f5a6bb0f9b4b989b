// Counts log rows by event time in advance, at every width of the ladder. A finer width hands what it flushed to the next coarser
// one, which flushes when its own window of learning ends; see docs/session-format.md for why a read is exact at every head.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import type { Connection } from '../connection.ts';
import { bucketOf, LADDER, windowStart, type LadderWidth } from '../ladder.ts';

export type Counts = [number, number, number, number, number, number];
type Buckets = Map<number, Counts>;

interface CountsRow {
  readonly bucket: number;
  readonly n0: number;
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
  readonly n4: number;
  readonly n5: number;
}

const COARSE: readonly LadderWidth[] = LADDER.slice(1);

export class LogRollup {
  readonly #insert;
  readonly #owed;
  readonly #flushed;
  /** Rows of the commit at hand, by second. */
  #fresh: Buckets = new Map();
  /** What each coarse width has been handed since its last flush. */
  #pending: Buckets[] = COARSE.map(() => new Map());

  constructor(db: Connection) {
    this.#insert = db.prepare<number[]>('INSERT INTO log_rollup VALUES (?,?,?,?,?,?,?,?,?)');
    this.#owed = db.prepare<[number, number, number], CountsRow>(
      'SELECT bucket, sum(n0) n0, sum(n1) n1, sum(n2) n2, sum(n3) n3, sum(n4) n4, sum(n5) n5 FROM log_rollup INDEXED BY log_rollup_seq WHERE width = ? AND seq > ? AND seq <= ? GROUP BY bucket',
    );
    this.#flushed = db.prepare<[number], number>('SELECT seq FROM tick WHERE learned < ? ORDER BY learned DESC, seq DESC LIMIT 1').pluck();
  }

  /** Finds out what is pending after the last commit of the file. */
  restore(seq: number, learned: Micros): void {
    this.#fresh = new Map();
    let finer = seq;
    this.#pending = COARSE.map((width, rung) => {
      const from = LADDER[rung] ?? SECOND;
      const flushed = this.#flushed.get(windowStart(learned, width)) ?? 0;
      const owed: Buckets = new Map();
      for (const row of this.#owed.all(from / SECOND, flushed, finer)) {
        merge(owed, bucketOf(row.bucket * from, width), [row.n0, row.n1, row.n2, row.n3, row.n4, row.n5]);
      }
      finer = flushed;
      return owed;
    });
  }

  count(at: Micros, rank: number): void {
    const counts = entry(this.#fresh, bucketOf(at, SECOND));
    counts[rank] = (counts[rank] ?? 0) + 1;
  }

  /** Called before the rows of a commit: flushes every width whose window ended between the two commits. */
  advance(previous: { readonly seq: number; readonly learned: Micros }, learned: Micros): void {
    for (const [rung, width] of COARSE.entries()) {
      if (windowStart(previous.learned, width) === windowStart(learned, width)) return;
      const buckets = this.#pending[rung] ?? new Map<number, Counts>();
      this.#write(width, buckets, previous.seq);
      this.#hand(buckets, width, rung + 1);
      this.#pending[rung] = new Map();
    }
  }

  /** Called after the rows of a commit, with the seq of its tick. */
  settle(seq: number): void {
    this.#write(SECOND, this.#fresh, seq);
    this.#hand(this.#fresh, SECOND, 0);
    this.#fresh = new Map();
  }

  #hand(buckets: Buckets, width: LadderWidth, rung: number): void {
    const coarser = COARSE[rung];
    const pending = this.#pending[rung];
    if (coarser === undefined || pending === undefined) return;
    for (const [bucket, counts] of buckets) merge(pending, bucketOf(bucket * width, coarser), counts);
  }

  #write(width: LadderWidth, buckets: Buckets, seq: number): void {
    for (const [bucket, counts] of buckets) this.#insert.run(width / SECOND, bucket, seq, ...counts);
  }
}

function entry(buckets: Buckets, bucket: number): Counts {
  let counts = buckets.get(bucket);
  if (counts === undefined) {
    counts = [0, 0, 0, 0, 0, 0];
    buckets.set(bucket, counts);
  }
  return counts;
}

function merge(into: Buckets, bucket: number, more: Counts): void {
  const counts = entry(into, bucket);
  for (const [rank, count] of more.entries()) counts[rank] = (counts[rank] ?? 0) + count;
}
