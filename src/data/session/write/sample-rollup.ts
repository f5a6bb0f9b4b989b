// Keeps the extremes of every series for each PART of event time, and stores them when a WINDOW of learning ends. Charts of many
// hours read these parts instead of every sample; see docs/session-format.md.
import type { Micros } from '../../../lib/micros.ts';
import type { Connection } from '../connection.ts';
import { extremesOf, PART, see, WINDOW, type Extremes } from '../extremes.ts';
import { bucketOf } from '../ladder.ts';
import { BulkInsert } from './statement.ts';

interface SampleRow {
  readonly series: number;
  readonly at: Micros;
  readonly value: number | null;
}

export class SampleRollup {
  /** Lowest event time learned in the window at hand: where samples that are in no stored part begin. Null while there is none. */
  tail: number | null = null;
  /** Series, then part. */
  #pending = new Map<number, Map<number, Extremes>>();
  readonly #insert: BulkInsert;
  readonly #flushed;
  readonly #since;

  constructor(db: Connection) {
    this.#insert = new BulkInsert(db, 'sample_rollup', 7);
    this.#flushed = db.prepare<[number], number>('SELECT seq FROM tick WHERE learned < ? ORDER BY learned DESC, seq DESC LIMIT 1').pluck();
    this.#since = db.prepare<[number], SampleRow>('SELECT series, at, value FROM sample WHERE seq > ?');
  }

  /** Finds out what is pending after the last commit of the file. */
  restore(learned: number): void {
    this.tail = null;
    this.#pending = new Map();
    this.#insert.drop();
    const flushed = this.#flushed.get(learned - (learned % WINDOW)) ?? 0;
    for (const { series, at, value } of this.#since.iterate(flushed)) this.count(series, at, value);
  }

  count(series: number, at: Micros, value: number | null): void {
    this.tail = this.tail === null || at < this.tail ? at : this.tail;
    let parts = this.#pending.get(series);
    if (parts === undefined) this.#pending.set(series, (parts = new Map()));
    const part = bucketOf(at, PART);
    const known = parts.get(part);
    if (known === undefined) parts.set(part, extremesOf(at, value));
    else see(known, at, value);
  }

  /** Called before the rows of a commit: stores the parts of a window that ended between the two commits. */
  advance(previous: { readonly seq: number; readonly learned: number }, learned: number): void {
    if (bucketOf(previous.learned, WINDOW) === bucketOf(learned, WINDOW)) return;
    for (const [series, parts] of this.#pending) {
      for (const [part, { low, lowAt, high, highAt }] of parts) this.#insert.add(series, part, previous.seq, low, lowAt, high, highAt);
    }
    this.#insert.flush();
    this.#pending = new Map();
    this.tail = null;
  }
}
