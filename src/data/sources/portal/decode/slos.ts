// Service level objectives of a portal: its list and its reports have the same form.
import { z } from 'zod';
import type { Micros } from '../../../../lib/micros.ts';
import type { FactDraft, RejectDraft } from '../../../../model/signal.ts';
import { moment, rejectOf } from './shape.ts';

const part = z.number().min(0).max(1);

const slo = z.object({
  slo_id: z.string().min(1),
  name: z.string().min(1),
  description: z.string().min(1).exactOptional(),
  target: part,
  achieved: part,
  window: z.string().min(1),
  status: z.string().min(1).exactOptional(),
  trend: z.string().min(1).exactOptional(),
  report_period: z.object({ start: moment, end: moment }).exactOptional(),
  error_budget: z.object({ total_minutes: z.number().exactOptional(), consumed_minutes: z.number().exactOptional(), remaining_percent: z.number() }).exactOptional(),
  breakdown: z.object({ total_requests: z.number(), good_requests: z.number(), bad_requests: z.number() }).exactOptional(),
});

export function decodeSlo(record: unknown, now: Micros): FactDraft<'slo'> | RejectDraft {
  const parsed = slo.safeParse(record);
  if (!parsed.success) return rejectOf('SLO', record, parsed.error, now);
  const { slo_id: id, report_period: period, error_budget: budget, breakdown, ...same } = parsed.data;
  return {
    kind: 'slo', at: now, id, ...same,
    ...(period === undefined ? {} : { period: { from: period.start, to: period.end } }),
    ...(budget === undefined ? {} : { budget: budgetOf(budget) }),
    ...(breakdown === undefined ? {} : { requests: { total: breakdown.total_requests, good: breakdown.good_requests, bad: breakdown.bad_requests } }),
  };
}

function budgetOf(given: { total_minutes?: number | undefined; consumed_minutes?: number | undefined; remaining_percent: number }) {
  const { total_minutes: total, consumed_minutes: consumed, remaining_percent: remainingPercent } = given;
  return { remainingPercent, ...(total === undefined ? {} : { totalMinutes: total }), ...(consumed === undefined ? {} : { consumedMinutes: consumed }) };
}
