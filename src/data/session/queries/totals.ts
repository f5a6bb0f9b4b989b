// Sums over everything known at a head, as its tick row carries them.
import type { Interval, Micros } from '../../../lib/micros.ts';
import type { Frame, Totals } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';

interface TotalsRow {
  readonly n0: number;
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
  readonly n4: number;
  readonly n5: number;
  readonly samples: number;
  readonly rejects: number;
  readonly shed: number;
  readonly bytes: number;
  readonly oldest_log: Micros | null;
  readonly newest_log: Micros | null;
  readonly loose_traces: number;
}

export interface TotalsQueries {
  totals(frame: Frame): Totals;
  extent(frame: Frame): Interval | undefined;
  /** Rows at the head that belong to a trace by an attribute only. */
  looseTraces(frame: Frame): number;
}

export function totalsQueries(db: Connection): TotalsQueries {
  const tick = db.prepare<[number], TotalsRow>('SELECT * FROM tick WHERE seq <= ? ORDER BY seq DESC LIMIT 1');
  return {
    totals: (frame) => totalsOf(tick.get(frame.head.seq)),
    extent: (frame) => {
      const row = tick.get(frame.head.seq);
      if (row === undefined || row.oldest_log === null || row.newest_log === null) return undefined;
      return { from: row.oldest_log, to: row.newest_log };
    },
    looseTraces: (frame) => tick.get(frame.head.seq)?.loose_traces ?? 0,
  };
}

function totalsOf(row: TotalsRow | undefined): Totals {
  if (row === undefined) return { logs: 0, byLevel: [0, 0, 0, 0, 0, 0], samples: 0, rejects: 0, shed: 0, bytes: 0 };
  const { n0, n1, n2, n3, n4, n5, samples, rejects, shed, bytes } = row;
  return { logs: n0 + n1 + n2 + n3 + n4 + n5, byLevel: [n0, n1, n2, n3, n4, n5], samples, rejects, shed, bytes };
}
