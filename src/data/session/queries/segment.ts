// Log rows in the order of (at, seq), wherever they are stored: what a walk over them sees of a block or of a piece of the table of rows.
import type { Cursor } from '../../../model/session.ts';
import type { Seq } from '../../../model/signal.ts';
import { micros } from '../../../lib/micros.ts';
import type { Places } from '../block/opened.ts';
import type { LogRow } from '../decode.ts';

export interface Segment extends Places {
  row(index: number): LogRow;
  /** Marks rows in whose texts the words may stand, with 1; undefined where every row has to be looked at. */
  hits(words: RegExp): Uint8Array | undefined;
}

/** Rows from index `from` to before index `to`. */
export interface Stretch {
  readonly segment: Segment;
  readonly from: number;
  readonly to: number;
}

export function placeAt({ ats, seqs }: Places, index: number): Cursor {
  return { at: micros(ats[index] ?? 0), seq: (seqs[index] ?? 0) as Seq };
}

/** Index of the first row that stands behind the place, or at it with `inclusive`. */
export function indexBehind({ ats, seqs }: Places, { at, seq }: Cursor, inclusive: boolean): number {
  let low = 0;
  let high = ats.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const moment = ats[middle] ?? 0;
    const order = moment === at ? (seqs[middle] ?? 0) - seq : moment - at;
    if (order < 0 || (order === 0 && !inclusive)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Some rows of a segment; `indexes` ascend. */
export function chosen(segment: Segment, indexes: readonly number[]): Segment {
  const { ats, seqs, levels } = segment;
  return {
    ats: Float64Array.from(indexes, (index) => ats[index] ?? 0),
    seqs: Float64Array.from(indexes, (index) => seqs[index] ?? 0),
    levels: Uint32Array.from(indexes, (index) => levels[index] ?? 0),
    row: (index) => segment.row(indexes[index] ?? 0),
    hits: (words) => {
      const all = segment.hits(words);
      return all === undefined ? undefined : Uint8Array.from(indexes, (index) => all[index] ?? 0);
    },
  };
}

/** Indexes of the rows that pass. */
export function indexesWhere({ ats }: Places, passes: (index: number) => boolean): readonly number[] {
  const indexes: number[] = [];
  for (let index = 0; index < ats.length; index += 1) if (passes(index)) indexes.push(index);
  return indexes;
}
