// What a reader asks the log database for, and the rows that answer it. Parameters follow the servers in every oddity: names,
// case, defaults, and numbers that do not parse are as if they were not there.
import type { RowStore } from './row-store.ts';

export interface RowQuery {
  /** Only rows with a greater id. */
  readonly afterId: number | undefined;
  /** Unix seconds, both inclusive. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  /** Most rows answered: the newest ones; undefined is all. */
  readonly limit: number | undefined;
  /** Pieces of JSON that a row must contain. Quotes inside texts are escaped, so a piece never matches inside a message. */
  readonly pieces: readonly string[];
}

/**
 * Order of rows within one second, where the first generation has no tie-break. `newest-first` is the plain reading;
 * `oldest-first` is what SQLite does: its sort is stable, so the limit cuts the newest rows out of the oldest second.
 */
export type Ties = 'newest-first' | 'oldest-first';

/** Newest first; `ids` and `rows` go together. */
export interface Picked {
  readonly ids: readonly number[];
  readonly rows: readonly Buffer[];
}

const COLUMNS = [['peer', 'peer'], ['tx', 'tx'], ['correlation', 'correlation_id'], ['level', 'level']] as const;
const U64 = /^\+?\d{1,20}$/;

/** The last one of several parameters with the same name counts, and unknown ones do not. */
export function rowQuery(params: URLSearchParams): RowQuery {
  const given = new Map(params);
  const number = (name: string): number | undefined => {
    const text = given.get(name);
    return text !== undefined && U64.test(text) ? Number(text) : undefined;
  };
  const block = number('block');
  const columns = COLUMNS.flatMap(([name, column]) => {
    const text = given.get(name);
    return text === undefined ? [] : [`"${column}":${JSON.stringify(text)}`];
  });
  return {
    afterId: number('after_id') ?? number('after-id'),
    since: number('since'),
    until: number('until'),
    limit: number('limit'),
    pieces: block === undefined ? columns : [...columns, `"block":${block}}`],
  };
}

export function pick(store: RowStore, query: RowQuery, ties: Ties): Picked {
  const { afterId = -1, since = 0, until = Infinity, limit = Infinity, pieces } = query;
  const ids: number[] = [];
  const rows: Buffer[] = [];
  for (const part of store.parts()) {
    if (ids.length >= limit || part.unix < since || part.firstId + part.to - 1 <= afterId) break;
    if (part.unix > until) continue;
    const block = part.block();
    const last = Math.max(part.from, afterId + 1 - part.firstId);
    const step = ties === 'newest-first' ? -1 : 1;
    for (let row = step < 0 ? part.to - 1 : last; row >= last && row < part.to && ids.length < limit; row += step) {
      const bytes = block.row(row);
      if (!matches(bytes, pieces)) continue;
      ids.push(part.firstId + row);
      rows.push(bytes);
    }
  }
  return { ids, rows };
}

function matches(row: Buffer, pieces: readonly string[]): boolean {
  if (pieces.length === 0) return true;
  const text = row.toString('latin1');
  return pieces.every((piece) => text.includes(piece));
}

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;

/** The rows as one JSON array. */
export function jsonArray(rows: readonly Buffer[]): Buffer {
  const size = rows.reduce((sum, row) => sum + row.length + 1, rows.length === 0 ? 2 : 1);
  const array = Buffer.allocUnsafe(size);
  let used = array.writeUInt8(OPEN, 0);
  for (const row of rows) {
    if (used > 1) used = array.writeUInt8(COMMA, used);
    used += row.copy(array, used);
  }
  array.writeUInt8(CLOSE, used);
  return array;
}
