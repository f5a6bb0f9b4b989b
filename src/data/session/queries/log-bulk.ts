// Log rows in bulk, for what is no screen: saving, and questions in SQL. Every row that fits is read whole, in no particular order.
import { EVER, type Interval } from '../../../lib/micros.ts';
import type { LogRow } from '../decode.ts';
import type { LogRange } from './log-rows.ts';
import type { LogSource } from './log-source.ts';

const EVERYTHING: LogRange = { ...EVER, above: 0, upTo: Number.MAX_SAFE_INTEGER };

export function rowsWithin(source: LogSource, range: LogRange): readonly LogRow[] {
  const { above, upTo, from, to } = range;
  return source.now(() => {
    const found = [...source.rows.between(range)];
    for (const span of source.blocks.all) {
      if (span.first > upTo || span.last <= above || span.newest < from || span.oldest >= to) continue;
      const block = source.blocks.open(span);
      for (const [index, at] of block.ats.entries()) {
        const seq = block.seqs[index] ?? 0;
        if (seq > above && seq <= upTo && at >= from && at < to) found.push(block.row(index));
      }
    }
    return found;
  });
}

/** All rows known now, block by block: blocks never change, so nothing is missed while others are added. */
export function* allRows(source: LogSource): Generator<LogRow, undefined> {
  const { spans, rows } = source.now(() => ({ spans: [...source.blocks.all], rows: source.rows.between(EVERYTHING) }));
  for (const span of spans) {
    const block = source.blocks.open(span);
    for (let index = 0; index < span.size; index += 1) yield block.row(index);
  }
  yield* rows;
}

/** Ids of the traces that rows of this time name. */
export function tracesWithin(source: LogSource, { from, to }: Interval): ReadonlySet<string> {
  return source.now(() => {
    const found = new Set(source.rows.tracesWithin({ from, to }));
    for (const span of source.blocks.all) {
      if (span.newest < from || span.oldest >= to) continue;
      const block = source.blocks.open(span);
      for (const [index, at] of block.ats.entries()) {
        const traceId = at >= from && at < to ? block.traceOf(index) : null;
        if (traceId !== null) found.add(traceId);
      }
    }
    return found;
  });
}
