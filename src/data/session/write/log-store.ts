// Log rows of a commit go into the table of rows, where they cost an insert each, or into a block, where they cost a tenth of the room.
// Few rows stay rows until there are enough of them for a block; many become one at once. What stands in rows was always learned after
// what stands in blocks.
import type { LogRow } from '../decode.ts';
import { partsOf } from '../block/parts.ts';
import { seal } from '../block/seal.ts';
import type { Connection } from '../connection.ts';
import { hasBlocks, logTable } from '../log-table.ts';
import { BulkInsert } from './statement.ts';

/** Rows of a block, about: twice as many make it no smaller, and reading one row twice as slow. */
export const BLOCK_ROWS = 2_048;
/** This share of a block makes a block of its own where it comes in one commit. */
const ENOUGH = 1 / 4;
/** Characters that make a block of however few rows: reading one row must not unpack more. */
const MOST_CHARACTERS = 4 << 20;

export class LogStore {
  readonly #blockRows: number;
  readonly #rows: BulkInsert;
  readonly #kept;
  readonly #forget;
  /** Absent where the session was begun without blocks: it goes on without them. */
  readonly #blocks;
  /** Those in the table of rows. */
  #waiting: LogRow[] = [];
  /** Those of the commit at hand. */
  #fresh: LogRow[] = [];
  /** Characters of both. */
  #characters = 0;

  constructor(db: Connection, blockRows: number) {
    this.#blockRows = blockRows;
    const table = logTable(db);
    this.#rows = new BulkInsert(db, table, 13);
    this.#blocks = hasBlocks(db) ? blockInserts(db) : undefined;
    this.#kept = db.prepare<[], LogRow>(`SELECT * FROM ${table} ORDER BY seq`);
    this.#forget = db.prepare(`DELETE FROM ${table}`);
  }

  restore(): void {
    this.#rows.drop();
    this.#fresh = [];
    this.#waiting = this.#blocks === undefined ? [] : this.#kept.all();
    this.#characters = this.#waiting.reduce((sum, row) => sum + charactersOf(row), 0);
  }

  add(row: LogRow): void {
    this.#fresh.push(row);
    this.#characters += charactersOf(row);
    if (this.#fresh.length >= this.#blockRows || this.#characters >= MOST_CHARACTERS) this.flush();
  }

  /** Writes what was added, one way or the other. */
  flush(): void {
    const fresh = this.#fresh;
    this.#fresh = [];
    if (this.#blocks !== undefined) {
      const many = fresh.length >= ENOUGH * this.#blockRows || this.#waiting.length + fresh.length >= this.#blockRows;
      if (many || this.#characters >= MOST_CHARACTERS) return this.#seal(fresh, this.#blocks);
      this.#waiting.push(...fresh);
    }
    for (const row of fresh) {
      this.#rows.add(
        row.seq, row.at, row.source, row.backfilled, row.ahead, row.level, row.service, row.node, row.trace_id, row.span_id, row.message, row.attributes, row.row_id,
      );
    }
    this.#rows.flush();
  }

  #seal(fresh: readonly LogRow[], insert: ReturnType<typeof blockInserts>): void {
    const waiting = this.#waiting;
    for (const part of partsOf(waiting.length === 0 ? fresh : [...waiting, ...fresh])) {
      const { first, last, size, oldest, newest, traces, places, fields } = seal(part);
      insert.block.run(first, last, size, oldest, newest, traces);
      insert.data.run(first, places, fields);
    }
    if (waiting.length > 0) this.#forget.run();
    this.#waiting = [];
    this.#characters = 0;
  }
}

function charactersOf({ message, attributes }: LogRow): number {
  return message.length + (attributes?.length ?? 0);
}

function blockInserts(db: Connection) {
  return {
    block: db.prepare<(number | Buffer | null)[]>('INSERT INTO log_block VALUES (?,?,?,?,?,?)'),
    data: db.prepare<(number | Buffer)[]>('INSERT INTO log_data VALUES (?,?,?)'),
  };
}
