// Log rows as one block: columns of equal things side by side, which is what makes them small (docs/session-format.md has the layout).
import type { LogRow } from '../decode.ts';
import { putTexts } from './texts.ts';
import { hashBytes } from './trace-hash.ts';
import { ByteWriter } from './varints.ts';
import { squeeze } from './zstd.ts';

/** A row of the table `log_block`. */
export interface SealedBlock {
  /** Seq of the rows learned first and last. */
  readonly first: number;
  readonly last: number;
  readonly size: number;
  /** Least and greatest `at`. */
  readonly oldest: number;
  readonly newest: number;
  /** Whether a row names a trace: 32 bits for each trace, little end first. */
  readonly traces: Buffer | null;
  readonly places: Buffer;
  readonly fields: Buffer;
}

/** `rows` in the order of (at, seq), at least one. */
export function seal(rows: readonly LogRow[]): SealedBlock {
  const traces = new Traces(rows);
  let first = Infinity;
  let last = 0;
  for (const { seq } of rows) {
    first = Math.min(first, seq);
    last = Math.max(last, seq);
  }
  return {
    first,
    last,
    size: rows.length,
    oldest: rows[0]?.at ?? 0,
    newest: rows.at(-1)?.at ?? 0,
    traces: hashBytes(traces.texts),
    places: squeeze(placesOf(rows)),
    fields: squeeze(fieldsOf(rows, traces)),
  };
}

function placesOf(rows: readonly LogRow[]): Buffer {
  const to = new ByteWriter();
  let before = rows[0]?.at ?? 0;
  for (const { at } of rows) {
    to.put(at - before);
    before = at;
  }
  let known = 0;
  for (const { seq } of rows) {
    to.putSigned(seq - known);
    known = seq;
  }
  for (const { level } of rows) to.put(level);
  return to.end();
}

function fieldsOf(rows: readonly LogRow[], traces: Traces): Buffer {
  const to = new ByteWriter();
  for (const { backfilled, ahead } of rows) to.put(backfilled + 2 * ahead);
  for (const { source } of rows) to.put(source);
  for (const { service } of rows) to.put(numberOrNone(service));
  for (const { node } of rows) to.put(numberOrNone(node));
  to.put(traces.texts.length);
  putTexts(to, traces.texts);
  for (const number of traces.numbers) to.put(number);
  putTexts(to, rows.map(({ message }) => message));
  putTexts(to, rows.map((row) => row.span_id));
  putTexts(to, rows.map(({ attributes }) => attributes));
  putTexts(to, rows.map((row) => row.row_id));
  return to.end();
}

function numberOrNone(id: number | null): number {
  return id === null ? 0 : id + 1;
}

/** The traces of a block, each once; rows name them by number, 0 for none. */
class Traces {
  readonly texts: string[] = [];
  readonly numbers: readonly number[];
  readonly #known = new Map<string, number>();

  constructor(rows: readonly LogRow[]) {
    this.numbers = rows.map((row) => (row.trace_id === null ? 0 : this.#numberOf(row.trace_id)));
  }

  #numberOf(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.texts.push(text);
    this.#known.set(text, this.texts.length);
    return this.texts.length;
  }
}
