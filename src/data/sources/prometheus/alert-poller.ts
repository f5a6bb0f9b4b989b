// Asks a Prometheus server for its alerts beside its panels. Many a server behind this API has no rules: that is told once and is no
// fault; a server that has them and cannot tell them now is less than well.
import type { Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { Draft, HealthDraft } from '../../../model/signal.ts';
import { alertLedger } from '../alerts/alert-ledger.ts';
import { ToldRejects } from '../alerts/reject.ts';
import { resumedAt } from '../polled.ts';
import type { Resume } from '../source.ts';
import type { PrometheusApi } from './api.ts';
import { alertsIn } from './rules.ts';

export interface AlertPoll {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
  /** Why alerts cannot be read now, in words. */
  readonly condition: string | undefined;
}

const NOTHING: AlertPoll = { drafts: [], bytes: 0, condition: undefined };
/** In the resume token: the server has no rules, and that was told. */
const NONE = 'none';

export class AlertPoller {
  readonly #api: PrometheusApi;
  readonly #ledger = alertLedger();
  readonly #rejects = new ToldRejects();
  #wanted: boolean;
  #first = true;
  /** The last answer, or NONE. */
  #last: unknown;

  constructor(api: PrometheusApi, wanted: boolean, resume: Resume | undefined) {
    this.#api = api;
    this.#wanted = wanted;
    this.#last = resume?.['rules'];
    const before = resumedAt(resume);
    if (before !== undefined && this.#last !== undefined && this.#last !== NONE) this.#take(this.#last, before);
  }

  /** What goes along in the resume token: with it nothing is told twice, and no end is missed. */
  get token(): Resume {
    return this.#last === undefined ? {} : { rules: this.#last };
  }

  /** `now` by the server's clock. */
  async poll(now: Micros): Promise<AlertPoll> {
    if (!this.#wanted) return NOTHING;
    try {
      const answer = await this.#api.get('rules', { type: 'alert' });
      const drafts = answer.ok ? this.#take(answer.data, now) : undefined;
      if (drafts === undefined) return this.#without(now, 'its answer is none', answer.bytes);
      this.#last = answer.ok ? answer.data : undefined;
      return { drafts, bytes: answer.bytes, condition: undefined };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (!error.retry) return this.#without(now, error.message, 0);
      return { ...NOTHING, condition: `alerts cannot be read: ${error.message}` };
    }
  }

  #take(data: unknown, now: Micros): readonly Draft[] | undefined {
    const found = alertsIn(data, now);
    if (found === undefined) return undefined;
    const alerts = this.#ledger.take(found.listed, now);
    const told = this.#first ? alerts.map((draft) => ({ ...draft, ...(draft.at < now ? { backfilled: true } : {}) })) : alerts;
    this.#first = false;
    return [...told, ...this.#rejects.of(found.rejects)];
  }

  #without(at: Micros, why: string, bytes: number): AlertPoll {
    const told = this.#last === NONE;
    this.#wanted = false;
    this.#last = NONE;
    const health: HealthDraft = { kind: 'health', at, state: 'ok', detail: `panels only, no alerts: ${why}` };
    return { drafts: told ? [] : [health], bytes, condition: undefined };
  }
}
