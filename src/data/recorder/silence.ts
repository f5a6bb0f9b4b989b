// A stretch in which the recorder itself stood still: the program was suspended, the machine slept, or nobody recorded between two
// runs into one session. Whether rows are missing nobody knows; that nothing was learned is known, and said.
import { duration } from '../../lib/format.ts';
import { SECOND, type Micros } from '../../lib/micros.ts';
import type { GapDraft } from '../../model/signal.ts';

/** How long a tick may be overdue before the screen says RECORDER STALLED, in microseconds; a longer silence is a gap. */
export const STALLED_AFTER = 3 * SECOND;

/** The gap between two moments of learning; undefined where they are as close as they should be. */
export function silence(from: Micros, until: Micros): GapDraft | undefined {
  if (until - from <= STALLED_AFTER) return undefined;
  const detail = `nothing was recorded for ${duration(until - from)}: the recorder stood still or its clock was set`;
  return { kind: 'gap', at: from, gapId: `silence:${from}`, until, reason: 'recorder-stopped', detail, recovered: 0, signal: 'log' };
}
