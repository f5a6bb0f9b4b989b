// The ledger of alerts: one that is listed no more has been resolved, when its time was up or else now.
import type { FactDraft } from '../../../model/signal.ts';
import { Ledger } from './ledger.ts';

export type AlertDraft = FactDraft<'alert'>;

export function alertLedger(): Ledger<AlertDraft> {
  return new Ledger<AlertDraft>({
    idle: ['value'],
    turned: (before, after) => before.state !== after.state || before.since !== after.since,
    gone: ({ draft, ends }, now) => {
      const { silencedBy: _silenced, inhibitedBy: _inhibited, acknowledged: _acknowledged, backfilled: _backfilled, ...rest } = draft;
      const at = ends !== undefined && ends < now ? ends : now;
      return { ...rest, state: 'resolved', at: at < draft.since ? draft.since : at };
    },
  });
}
