// Alerts of a portal. `at` of a draft is the moment of the change where the portal tells it, else the moment we saw it.
import { z } from 'zod';
import { shift, type Micros } from '../../../../lib/micros.ts';
import type { FactDraft, RejectDraft } from '../../../../model/signal.ts';
import { durationMillis } from '../../http/duration.ts';
import { moment, node, rejectOf, texts } from './shape.ts';

const alert = z.object({
  alert_id: z.string().min(1),
  name: z.string().min(1),
  severity: z.string().min(1).optional(),
  status: z.string(),
  fired_at: moment,
  resolved_at: moment.nullish(),
  node: node.nullish(),
  service: z.string().min(1).nullish(),
  rule: z.object({ expression: z.string().min(1).optional(), threshold: z.number().optional(), duration: z.string().optional() }).optional(),
  current_value: z.number().nullish(),
  labels: texts.prefault({}),
  annotations: texts.prefault({}),
  acknowledged_by: z.string().nullish(),
  acknowledgement: z.object({ comment: z.string().optional() }).nullish(),
  comment: z.string().nullish(),
  silenced_until: moment.nullish(),
});

const STATES = new Map([['pending', 'pending'], ['resolved', 'resolved']] as const satisfies readonly (readonly [string, 'pending' | 'resolved'])[]);

export function decodeAlert(record: unknown, now: Micros): FactDraft<'alert'> | RejectDraft {
  const parsed = alert.safeParse(record);
  if (!parsed.success) return rejectOf('alert', record, parsed.error, now);
  const { alert_id: id, name, severity, status, fired_at: since, rule, current_value: value, labels, annotations, ...rest } = parsed.data;
  const state = STATES.get(status as 'pending') ?? 'firing';
  const service = rest.service ?? labels['service'];
  const holdFor = rule?.duration === undefined ? undefined : durationMillis(rule.duration);
  return {
    kind: 'alert', at: state === 'resolved' ? (rest.resolved_at ?? now) : since, id, name, state, since, labels, annotations,
    ...(severity === undefined ? {} : { severity }),
    ...(typeof rest.node === 'string' ? { node: rest.node } : {}),
    ...(service === undefined || service === '' ? {} : { service }),
    ...(rule?.expression === undefined ? {} : { expr: rule.expression }),
    ...(rule?.threshold === undefined ? {} : { threshold: rule.threshold }),
    ...(holdFor === undefined ? {} : { holdFor: holdFor * 1_000 }),
    ...(typeof value === 'number' ? { value } : {}),
    ...(typeof rest.acknowledged_by === 'string' ? { acknowledged: { by: rest.acknowledged_by, comment: rest.acknowledgement?.comment ?? rest.comment ?? '' } } : {}),
    ...(typeof rest.silenced_until === 'number' && rest.silenced_until > now ? { silencedBy: ['portal'] } : {}),
  };
}

/** An alert that the portal tells no more of has been resolved at some time since the last look. */
export function goneAlert(last: FactDraft<'alert'>, now: Micros): FactDraft<'alert'> {
  return { ...last, state: 'resolved', at: now > last.since ? now : shift(last.since, 1) };
}
