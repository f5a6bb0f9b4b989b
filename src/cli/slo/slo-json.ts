// SLOs as JSON for programs, under the names that the reports of the portal use; shares are parts of one, times RFC 3339.
import { toRfc3339 } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';
import { burnRate, sloState } from '../../model/slo.ts';

export function sloFields(slo: FactRecord<'slo'>, source: string | undefined): Readonly<Record<string, unknown>> {
  const { budget, requests, period } = slo;
  const rate = burnRate(slo);
  return {
    slo_id: slo.id, name: slo.name, description: slo.description, status: sloState(slo).replace(' ', '_'), target: slo.target, achieved: slo.achieved, window: slo.window,
    // No target below one hundred percent, no number: null says that errors came where none are allowed.
    burn_rate: Number.isFinite(rate) ? rate : null,
    error_budget: budget === undefined ? undefined : { total_minutes: budget.totalMinutes, consumed_minutes: budget.consumedMinutes, remaining_percent: budget.remainingPercent },
    breakdown: requests === undefined ? undefined : { total_requests: requests.total, good_requests: requests.good, bad_requests: requests.bad },
    report_period: period === undefined ? undefined : { start: toRfc3339(period.from), end: toRfc3339(period.to) },
    trend: slo.trend, source, told: toRfc3339(slo.at), seq: slo.seq,
  };
}
