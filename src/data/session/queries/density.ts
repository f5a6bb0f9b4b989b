// Log rows per bucket and level, without looking at a single row. What was learned before the current window of a width is read at
// that width, the rest at finer ones, so that every head has its own exact answer and never sees a flush that came after it.
import { micros, SECOND, shift, type Interval, type Micros } from '../../../lib/micros.ts';
import type { Density, DensityBucket, Frame } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import { bucketOf, gridOver, LADDER, rungUnder, windowStart, type Grid } from '../ladder.ts';

interface CountsRow {
  readonly bucket: number;
  readonly n0: number;
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
  readonly n4: number;
  readonly n5: number;
}

/** Width in seconds, first and last bucket, and the seqs between: above the first, up to the second. */
type Range = [width: number, from: number, to: number, above: number, upTo: number];

const COUNTS = 'SELECT bucket, sum(n0) n0, sum(n1) n1, sum(n2) n2, sum(n3) n3, sum(n4) n4, sum(n5) n5 FROM log_rollup';

export interface DensityQueries {
  density(frame: Frame, span: Interval, buckets: number): Density;
}

export function densityQueries(db: Connection): DensityQueries {
  const flushed = db.prepare<[number], number>('SELECT seq FROM tick WHERE learned < ? ORDER BY learned DESC, seq DESC LIMIT 1').pluck();
  // The plus signs choose the index: by bucket for the bulk, by seq for what was learned lately.
  const bulk = db.prepare<Range, CountsRow>(`${COUNTS} WHERE width = ? AND bucket BETWEEN ? AND ? AND +seq > ? AND +seq <= ? GROUP BY bucket`);
  const lately = db.prepare<Range, CountsRow>(
    `${COUNTS} INDEXED BY log_rollup_seq WHERE width = ? AND +bucket BETWEEN ? AND ? AND seq > ? AND seq <= ? GROUP BY bucket`,
  );
  return {
    density: (frame, span, buckets) => {
      const grid = gridOver(span, buckets);
      const counts = Array.from({ length: grid.end - grid.first }, (): DensityBucket['byLevel'] & number[] => [0, 0, 0, 0, 0, 0]);
      const from = grid.first * grid.width;
      const to = grid.end * grid.width;
      const coarsest = rungUnder(grid.width);
      let above = 0;
      for (let rung = coarsest; rung >= 0; rung -= 1) {
        const width = LADDER[rung] ?? SECOND;
        const upTo = rung === 0 ? frame.head.seq : (flushed.get(windowStart(frame.head.learned, width)) ?? 0);
        const range: Range = [width / SECOND, from / width, to / width - 1, above, upTo];
        for (const row of (rung === coarsest ? bulk : lately).all(...range)) add(counts, grid, row, width);
        above = Math.max(above, upTo);
      }
      return {
        span: { from: moment(from), to: moment(to) },
        width: grid.width,
        buckets: counts.map((byLevel, index) => ({ from: moment(from + index * grid.width), byLevel })),
      };
    },
  };
}

/** The last bucket before the end of time is cut short. */
function moment(at: number): Micros {
  return shift(micros(0), at);
}

function add(counts: number[][], grid: Grid, row: CountsRow, width: number): void {
  const slot = counts[bucketOf(row.bucket * width, grid.width) - grid.first];
  if (slot === undefined) return;
  for (const [rank, count] of [row.n0, row.n1, row.n2, row.n3, row.n4, row.n5].entries()) slot[rank] = (slot[rank] ?? 0) + count;
}
