// A session that holds nothing but the time: what the screen reads where nothing is recorded. It answers as a session file would whose
// recorder commits once a second and has no sources, without a file, a recorder or a query.
import type { Clock } from '../../lib/clock.ts';
import { micros, SECOND, shift, type Micros } from '../../lib/micros.ts';
import type { Density, Head, Page, Session } from '../../model/session.ts';
import type { Seq } from '../../model/signal.ts';
import { gridOver } from './ladder.ts';

const SECOND_MILLIS = 1_000;
const NO_ROWS: Page<never> = { rows: [], reached: undefined, complete: true };

export function emptySession(clock: Pick<Clock, 'now' | 'monotonicMillis'>): Session {
  const startedAt = clock.now();
  const startedMillis = clock.monotonicMillis();
  /** The commit of this second, at the earliest the first one. */
  const commit = (second: number): Head => {
    const learned = shift(startedAt, Math.max(0, second) * SECOND);
    return { seq: (Math.max(0, second) + 1) as Seq, learned, latest: learned };
  };
  const newest = (): number => Math.floor((clock.monotonicMillis() - startedMillis) / SECOND_MILLIS);
  const seconds = (at: Micros): number => (at - startedAt) / SECOND;
  return {
    info: () => ({ id: '', title: '', startedAt, growing: true, first: commit(0) }),
    head: () => commit(newest()),
    headAt: (learned) => commit(Math.min(newest(), Math.floor(seconds(learned)))),
    headOf: (seq) => commit(Math.min(newest(), seq - 1)),
    headFor: () => undefined,
    logs: () => NO_ROWS,
    log: () => undefined,
    density: (_, span, buckets): Density => {
      const { width, first, end } = gridOver(span, buckets);
      const from = (bucket: number): Micros => shift(micros(0), bucket * width);
      const counted = Array.from({ length: end - first }, (__, index) => ({ from: from(first + index), byLevel: [0, 0, 0, 0, 0, 0] as const }));
      return { span: { from: from(first), to: from(end) }, width, buckets: counted };
    },
    traces: () => NO_ROWS,
    trace: () => [],
    series: () => [],
    panels: () => [],
    sources: () => [],
    gaps: () => [],
    rejects: () => [],
    notes: () => [],
    latest: () => [],
    facts: () => [],
    totals: () => ({ logs: 0, byLevel: [0, 0, 0, 0, 0, 0], samples: 0, rejects: 0, shed: 0, bytes: 0 }),
    extent: () => undefined,
    close: () => undefined,
  };
}
