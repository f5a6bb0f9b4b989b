// Which rows a saved range of a session holds: the commits that were learned live around it, and beside them what the screens need to
// stand on: the state at its start, whole traces, the look-back of rates, what the operator wrote later.
import { EVER, MINUTE, shift, type Interval } from '../../../lib/micros.ts';
import type { SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

export interface DumpRequest {
  /** Event time; `all` is the whole session. */
  readonly range: Interval | 'all';
  /** Sources to leave out. */
  readonly without?: readonly SourceId[];
  /** Only what was known at this commit; everything when absent. */
  readonly head?: number;
}

export interface DumpRange {
  /** Last commit before the range: what was known by then stands in one commit at the beginning. 0 where all is kept. */
  readonly first: number;
  /** Last commit that is kept whole; beyond it only rows of the range and what was asked. */
  readonly whole: number;
  /** The newest commit. */
  readonly last: number;
  /** Event time of telemetry that is kept. */
  readonly telemetry: Interval;
  /** Event time of samples: rates and baselines look back. */
  readonly samples: Interval;
  readonly without: ReadonlySet<SourceId>;
}

/** How far expressions and baselines look back. */
const LOOK_BACK = 10 * MINUTE;
/** Rows of a moment may be learned so much later, by slow collectors. */
const LATE = 10 * MINUTE;

export function rangeOf(db: Connection, { range, without = [], head }: DumpRequest): DumpRange {
  const before = db.prepare<[number], number>('SELECT seq FROM tick WHERE learned <= ? ORDER BY learned DESC, seq DESC LIMIT 1').pluck();
  const newest = db.prepare<[number], number>('SELECT seq FROM tick WHERE seq <= ? ORDER BY seq DESC LIMIT 1').pluck();
  const last = newest.get(head ?? Number.MAX_SAFE_INTEGER) ?? 0;
  const left = new Set(without);
  if (range === 'all') return { first: 0, whole: last, last, telemetry: EVER, samples: EVER, without: left };
  const first = Math.min(last, before.get(range.from) ?? 0);
  const whole = Math.min(last, before.get(shift(range.to, LATE)) ?? first);
  return { first, whole, last, telemetry: range, samples: { from: shift(range.from, -LOOK_BACK), to: range.to }, without: left };
}
