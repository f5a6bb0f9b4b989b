// The blocks of a session: what they span is kept in memory, a few dozen bytes each; what is in them is unpacked when it is asked for, and
// the ones used last stay unpacked, because the next page mostly lies where this one does.
import { ObsError } from '../../../model/errors.ts';
import type { Connection } from '../connection.ts';
import { hasBlocks } from '../log-table.ts';
import { traceHash } from '../block/trace-hash.ts';
import type { BlockSpan } from './block-span.ts';
import { OpenBlock } from './open-block.ts';
import { TraceHashes } from './trace-hashes.ts';

/** Blocks of 2,000 rows of 300 bytes: some 10 MB. */
const KEPT_OPEN = 16;

export class LogBlocks {
  /** In the order of their first rows. */
  readonly all: BlockSpan[] = [];
  /** In the order of their oldest and of their newest row. */
  readonly byOldest: BlockSpan[] = [];
  readonly byNewest: BlockSpan[] = [];
  readonly #open = new Map<number, OpenBlock>();
  readonly #traces = new TraceHashes();
  readonly #word: (id: number) => string;
  readonly #statements;

  constructor(db: Connection, word: (id: number) => string) {
    this.#word = word;
    this.#statements = hasBlocks(db)
      ? {
          later: db.prepare<[number], BlockSpan>('SELECT first, last, size, oldest, newest FROM log_block WHERE first > ? ORDER BY first'),
          traces: db.prepare<[number], Buffer | null>('SELECT traces FROM log_block WHERE first > ? ORDER BY first').pluck(),
          places: db.prepare<[number], Buffer>('SELECT places FROM log_data WHERE first = ?').pluck(),
          fields: db.prepare<[number], Buffer>('SELECT fields FROM log_data WHERE first = ?').pluck(),
        }
      : undefined;
  }

  /** Learns of the blocks that were added since. */
  refresh(): void {
    for (const span of this.#statements?.later.all(this.all.at(-1)?.first ?? 0) ?? []) {
      this.all.push(span);
      insertBy(this.byOldest, span, ({ oldest }) => oldest);
      insertBy(this.byNewest, span, ({ newest }) => newest);
    }
  }

  open(span: BlockSpan): OpenBlock {
    const known = this.#open.get(span.first);
    this.#open.delete(span.first);
    const block = known ?? new OpenBlock(span, { places: () => this.#places(span), fields: () => this.#fields(span) }, this.#word);
    this.#open.set(span.first, block);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= KEPT_OPEN) break;
      this.#open.delete(oldest);
    }
    return block;
  }

  /** Those between whose first and last row this one was learned: one, or what was cut from one. */
  around(seq: number): readonly BlockSpan[] {
    return this.all.filter(({ first, last }) => first <= seq && seq <= last);
  }

  /** Blocks that may have rows of a trace; its id in any case of letters. */
  ofTrace(traceId: string): readonly BlockSpan[] {
    for (const bytes of this.#statements?.traces.all(this.all[this.#traces.blocks - 1]?.first ?? 0) ?? []) this.#traces.add(bytes);
    return this.#traces.blocksWith(traceHash(traceId)).flatMap((block) => this.all[block] ?? []);
  }

  #places(span: BlockSpan): Buffer {
    return this.#statements?.places.get(span.first) ?? lost(span);
  }

  #fields(span: BlockSpan): Buffer {
    return this.#statements?.fields.get(span.first) ?? lost(span);
  }
}

/** Blocks come nearly in order: the place of a new one is near the end. */
function insertBy(spans: BlockSpan[], span: BlockSpan, key: (span: BlockSpan) => number): void {
  let place = spans.length;
  while (place > 0) {
    const before = spans[place - 1];
    if (before === undefined || key(before) <= key(span)) break;
    place -= 1;
  }
  spans.splice(place, 0, span);
}

function lost({ first }: BlockSpan): never {
  throw new ObsError('SESSION_DAMAGED', `the log rows from ${first} on are gone`);
}
