// What every step of the stream shares: where it stands, and how rows become batches. Only this file moves the position, and a
// batch that moves it carries the new one as its resume token.
import type { Clock } from '../../../lib/clock.ts';
import type { Micros } from '../../../lib/micros.ts';
import type { Draft } from '../../../model/signal.ts';
import type { Batch } from '../source.ts';
import type { LogsTailConfig } from './config.ts';
import { draftOfRow, type RowContext } from './decode.ts';
import { resumeOf, type Mark, type Pending, type Position } from './position.ts';
import { isFiltered } from './query.ts';
import { markOf, type WireRow } from './row.ts';
import type { Search } from './search.ts';

/** Drafts of one batch: a frame can hold far more rows than a writer wants at once. */
const BATCH_DRAFTS = 2_000;

export class Progress {
  readonly config: LogsTailConfig;
  readonly search: Search;
  readonly clock: Clock;
  /** Ids have holes that mean nothing. */
  readonly filtered: boolean;
  /** The server said that it has no row yet: the first ones to come are new. */
  empty = false;
  #position: Position;

  constructor(config: LogsTailConfig, search: Search, clock: Clock, position: Position) {
    this.config = config;
    this.search = search;
    this.clock = clock;
    this.filtered = isFiltered(config);
    this.#position = position;
  }

  get position(): Position {
    return this.#position;
  }

  get mark(): Mark | undefined {
    return this.#position.mark;
  }

  /** The newest moment accounted for: when something without a time of its own is told. */
  get around(): Micros {
    return this.#position.mark?.at ?? this.clock.now();
  }

  /** All up to this row is accounted for. */
  reach(row: WireRow): void {
    this.reachMark(this.markAt(row));
  }

  reachMark(mark: Mark): void {
    this.#position = { epoch: this.#position.epoch, mark };
  }

  pend(pending: Pending): void {
    this.#position = { ...this.#position, pending };
  }

  /** The server counts anew: nothing of it is known. */
  restart(): void {
    this.#position = { epoch: this.#position.epoch + 1 };
  }

  markAt(row: WireRow): Mark {
    return markOf(row, draftOfRow(row, this.#context(false)).at);
  }

  /** One id for the gap that begins with this row. */
  gapId(firstId: number): string {
    return `${this.config.name}:${this.#position.epoch}:${firstId}`;
  }

  drafts(rows: readonly WireRow[], backfilled: (row: WireRow) => boolean): Draft[] {
    const live = this.#context(false);
    const past = this.#context(true);
    return rows.map((row) => draftOfRow(row, backfilled(row) ? past : live));
  }

  #context(backfilled: boolean): RowContext {
    return { format: this.config.message, epoch: this.#position.epoch, backfilled, around: this.around };
  }

  /** The drafts in batches; the last one carries the position as it is when that batch is pulled. */
  *batches(drafts: readonly Draft[], bytes: number, live: boolean): Generator<Batch> {
    for (let from = 0; from + BATCH_DRAFTS < drafts.length; from += BATCH_DRAFTS) {
      yield { drafts: drafts.slice(from, from + BATCH_DRAFTS), bytes: 0, live };
    }
    const rest = drafts.length % BATCH_DRAFTS || Math.min(drafts.length, BATCH_DRAFTS);
    yield { drafts: drafts.slice(drafts.length - rest), bytes, live, resume: resumeOf(this.#position) };
  }
}
