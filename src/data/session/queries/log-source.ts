// All log rows of a session, those in blocks and those that are rows, as feeds of one walk.
import type { Connection } from '../connection.ts';
import type { LogRow } from '../decode.ts';
import type { BlockSpan } from './block-span.ts';
import { LogBlocks } from './log-blocks.ts';
import type { Start } from './log-lanes.ts';
import type { Feed } from './log-merge.ts';
import { logRows, type LogRows } from './log-rows.ts';
import { chosen, indexBehind, indexesWhere, type Segment, type Stretch } from './segment.ts';

/** First piece of rows where it is not known how many will pass. */
const FIRST_PIECE = 256;

export interface Walked {
  readonly start: Start;
  /** Rows wanted, where every row passes. */
  readonly all: number | undefined;
  /** Whether few rows will be read whole. */
  readonly sparse: boolean;
}

export class LogSource {
  readonly blocks: LogBlocks;
  readonly rows: LogRows;
  readonly #db: Connection;
  readonly #begin;
  readonly #end;

  constructor(db: Connection, word: (id: number) => string) {
    this.#db = db;
    this.blocks = new LogBlocks(db, word);
    this.rows = logRows(db);
    this.#begin = db.prepare('BEGIN');
    this.#end = db.prepare('COMMIT');
  }

  /** Reads as of one moment: between two statements rows may move into a block. Nothing is held open beyond the call. */
  now<T>(read: () => T): T {
    this.#begin.run();
    try {
      this.blocks.refresh();
      return read();
    } finally {
      // A fault may have ended it.
      if (this.#db.inTransaction) this.#end.run();
    }
  }

  one(seq: number): LogRow | undefined {
    for (const span of this.blocks.around(seq)) {
      const block = this.blocks.open(span);
      const index = block.seqs.indexOf(seq);
      if (index >= 0) return block.row(index);
    }
    return this.rows.row(seq);
  }

  /** In the order of `nearest`. */
  *feeds({ start, all, sparse }: Walked): Generator<Feed, undefined> {
    const { head, direction, from } = start;
    yield this.rows.feed(start, all ?? FIRST_PIECE, sparse);
    if (direction === 'older') {
      for (let index = this.blocks.byNewest.length - 1; index >= 0; index -= 1) {
        const span = this.blocks.byNewest[index];
        if (span !== undefined && span.first <= head.seq && span.oldest <= (from?.at ?? Infinity)) yield this.#feed(span, start);
      }
      return;
    }
    for (const span of this.blocks.byOldest) if (span.first <= head.seq && span.newest >= (from?.at ?? 0)) yield this.#feed(span, start);
  }

  /** The rows of one trace; undefined where there are more than `most`. */
  feedsOfTrace(traceId: string, start: Start, most: number): readonly Feed[] | undefined {
    const { head } = start;
    const rows = this.rows.ofTrace(traceId, head.seq, most + 1);
    let count = rows.ats.length;
    const segments = [rows];
    for (const span of this.blocks.ofTrace(traceId)) {
      if (span.first > head.seq || count > most) continue;
      const block = this.blocks.open(span);
      const indexes = block.indexesOfTrace(traceId).filter((index) => (block.seqs[index] ?? 0) <= head.seq);
      count += indexes.length;
      segments.push(chosen(block, indexes));
    }
    const nearest = start.direction === 'older' ? Infinity : -Infinity;
    return count > most ? undefined : segments.map((segment) => once(nearest, () => stretchFrom(segment, start)));
  }

  #feed(span: BlockSpan, start: Start): Feed {
    return once(start.direction === 'older' ? span.newest : span.oldest, () => stretchFrom(known(this.blocks.open(span), span, start), start));
  }
}

function once(nearest: number, open: () => Stretch): Feed {
  let opened = false;
  return {
    nearest,
    next: () => {
      if (opened) return undefined;
      opened = true;
      return open();
    },
  };
}

/** Without the rows that were learned after the head: several commits may stand in one block. */
function known(segment: Segment, span: BlockSpan, { head }: Start): Segment {
  return span.last <= head.seq ? segment : chosen(segment, indexesWhere(segment, (index) => (segment.seqs[index] ?? 0) <= head.seq));
}

function stretchFrom(segment: Segment, { direction, from, inclusive }: Start): Stretch {
  const older = direction === 'older';
  if (from === undefined) return { segment, from: 0, to: segment.ats.length };
  const index = indexBehind(segment, from, older !== inclusive);
  return older ? { segment, from: 0, to: index } : { segment, from: index, to: segment.ats.length };
}
