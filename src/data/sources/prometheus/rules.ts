// The alerts in an answer of /api/v1/rules: what is pending or fires now, each with the rule it comes from.
import { z } from 'zod';
import { SECOND, shift, type Micros } from '../../../lib/micros.ts';
import type { RejectDraft } from '../../../model/signal.ts';
import type { AlertDraft } from '../alerts/alert-ledger.ts';
import { fingerprint } from '../alerts/fingerprint.ts';
import type { Listed } from '../alerts/ledger.ts';
import { lifted, thresholdOf } from '../alerts/lifted.ts';
import { moment } from '../alerts/moment.ts';
import { rejectOf } from '../alerts/reject.ts';
import { goNumber } from '../go-number.ts';
import { arrayOf, isObject } from './answer.ts';

const seconds = z.number().min(0).catch(0);
const words = z.record(z.string(), z.string());

const rule = z.object({ name: z.string().min(1), query: z.string().min(1), duration: seconds, alerts: z.array(z.unknown()).nullish() });
const alert = z.object({ labels: words, annotations: words.nullish(), state: z.enum(['pending', 'firing']), activeAt: moment, value: z.string().nullish() });

type Rule = z.output<typeof rule>;

export interface RuleAlerts {
  readonly listed: readonly Listed<AlertDraft>[];
  readonly rejects: readonly RejectDraft[];
}

/** Undefined where the answer is none to that question. `at` is that of the poll. */
export function alertsIn(data: unknown, at: Micros): RuleAlerts | undefined {
  if (!isObject(data) || !Array.isArray(data['groups'])) return undefined;
  const listed: Listed<AlertDraft>[] = [];
  const rejects: RejectDraft[] = [];
  for (const group of data['groups']) {
    const { rules, interval } = isObject(group) ? group : {};
    for (const record of arrayOf(rules)) {
      // Servers that know no `type=` send recording rules too.
      if (isObject(record) && record['type'] === 'recording') continue;
      const parsed = rule.safeParse(record);
      if (!parsed.success) rejects.push(rejectOf('alerting rule', record, parsed.error, at));
      else for (const one of parsed.data.alerts ?? []) take(alertOf(one, parsed.data, typeof interval === 'number' ? interval : 0, at));
    }
  }
  return { listed, rejects };

  function take(one: AlertDraft | RejectDraft): void {
    if (one.kind === 'alert') listed.push({ draft: one });
    else rejects.push(one);
  }
}

function alertOf(record: unknown, { name, query: expr, duration }: Rule, interval: number, at: Micros): AlertDraft | RejectDraft {
  const parsed = alert.safeParse(record);
  if (!parsed.success) return rejectOf('alert', record, parsed.error, at);
  const { labels, annotations, state, activeAt, value: written } = parsed.data;
  const since = state === 'pending' ? activeAt : firedAt(activeAt, duration, interval);
  const threshold = thresholdOf(expr);
  const value = typeof written === 'string' ? goNumber(written, 0, written.length) : undefined;
  return {
    kind: 'alert', at: since, id: fingerprint(labels), name: labels['alertname'] || name, state, since, labels, annotations: annotations ?? {}, ...lifted(labels), expr,
    ...(threshold === undefined ? {} : { threshold }),
    holdFor: Math.round(duration * SECOND),
    ...(value !== undefined && Number.isFinite(value) ? { value } : {}),
  };
}

/**
 * A rule is looked at once an interval: it fires at the first look at which the condition has held long enough. Reckoned from the answer
 * alone, so that it is the same with every poll: the clocks between would move it, and every move would be a change.
 */
function firedAt(activeAt: Micros, duration: number, interval: number): Micros {
  const held = interval > 0 ? Math.ceil(duration / interval) * interval : duration;
  return shift(activeAt, held * SECOND);
}
