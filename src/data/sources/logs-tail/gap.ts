// The rows that say what was missed. One gap has one id: opened when the loss is known, told again when what can be had is fetched.
import type { Micros } from '../../../lib/micros.ts';
import type { GapDraft, GapReason } from '../../../model/signal.ts';

export interface Loss {
  readonly gapId: string;
  readonly reason: GapReason;
  readonly from: Micros;
  readonly until: Micros;
  /** Undefined where ids do not tell. */
  readonly missing: number | undefined;
  readonly recovered: number;
  /** True while the missing rows are still being fetched. */
  readonly open: boolean;
}

export function gapDraft(loss: Loss): GapDraft {
  const { gapId, reason, from, until, missing, recovered } = loss;
  return {
    kind: 'gap',
    gapId,
    at: from,
    until: until < from ? from : until,
    reason,
    detail: detailOf(loss),
    recovered,
    signal: 'log',
    ...(missing === undefined ? undefined : { missing }),
  };
}

const CAUSES: Partial<Record<GapReason, string>> = {
  disconnected: 'the connection was lost',
  'server-dropped': 'the server sent fewer rows than it has',
};

function detailOf({ reason, missing, recovered, open }: Loss): string {
  const cause = CAUSES[reason] ?? reason;
  if (open) return missing === undefined ? `${cause}: fetching what came since` : `${cause}: fetching ${missing} rows`;
  const fetched = `${cause}: ${recovered} rows fetched afterwards`;
  if (missing === undefined) return `${fetched}, more may be lost`;
  return missing === 0 ? `${fetched}, none lost` : `${fetched}, ${missing} lost`;
}
