// What the body of a fact must hold before a screen may trust it: the fields of its kind as src/model/fact.ts has them. Unknown fields
// stay, so that a newer program's file opens.
import { z } from 'zod';
import type { FactKind } from '../../model/fact.ts';
import { isMicros } from '../../lib/micros.ts';
import { LEVELS } from '../../model/level.ts';

const moment = z.number().refine(isMicros);
/** JSON has no NaN and no infinity: the session holds null for them. */
const number = z.number().nullable();
const text = z.string();
const labels = z.record(text, text);
const optional = { node: text.optional(), service: text.optional() };
const series = { metric: text, labels, panel: text.optional(), ...optional };

const BODIES: Readonly<Record<FactKind, z.ZodType>> = {
  alert: z.looseObject({
    name: text, state: z.enum(['pending', 'firing', 'resolved']), severity: text.optional(), since: moment, labels, annotations: labels, ...optional, expr: text.optional(),
    threshold: number.optional(), holdFor: number.optional(), value: number.optional(), silencedBy: z.array(text).optional(), inhibitedBy: z.array(text).optional(),
    acknowledged: z.looseObject({ by: text, comment: text, until: moment.optional() }).optional(), url: text.optional(),
  }),
  silence: z.looseObject({
    state: z.enum(['pending', 'active', 'expired']), matchers: z.array(z.looseObject({ name: text, value: text, isRegex: z.boolean(), isEqual: z.boolean() })),
    from: moment, until: moment, by: text, comment: text, acknowledges: z.boolean().optional(),
  }),
  slo: z.looseObject({
    name: text, description: text.optional(), target: number, achieved: number, window: text, status: text.optional(), trend: text.optional(),
    budget: z.looseObject({ totalMinutes: number.optional(), consumedMinutes: number.optional(), remainingPercent: number }).optional(),
    requests: z.looseObject({ total: number, good: number, bad: number }).optional(), period: z.looseObject({ from: moment, to: moment }).optional(),
  }),
  check: z.looseObject({
    part: z.enum(['overall', 'live', 'ready', 'check']), name: text, state: z.enum(['ok', 'degraded', 'failing', 'unknown']), detail: text.optional(), version: text.optional(), uptime: number.optional(),
  }),
  anomaly: z.looseObject({
    ...series, expected: z.looseObject({ min: number, max: number }), observed: number, direction: z.enum(['high', 'low']), sigma: number, confidence: number,
    since: moment, ended: moment.optional(), correlated: z.array(text),
  }),
  inflection: z.looseObject({
    ...series, change: z.enum(['rising', 'falling', 'jump', 'drop', 'crosses', 'recovers', 'flat', 'normal']), from: number, to: number, over: number, threshold: number.optional(),
  }),
  pattern: z.looseObject({ template: text, message: text, level: z.enum(LEVELS), ...optional, traceId: text.optional(), count: number, last: moment }),
  sampling: z.looseObject({ kept: number, dropped: number }),
  act: z.looseObject({
    action: z.enum(['ack', 'silence', 'expire']), target: text, name: text, until: moment.optional(), comment: text, by: text,
    state: z.enum(['asked', 'done', 'failed', 'unknown', 'noted']), detail: text, silence: text.optional(),
  }),
  pin: z.looseObject({ row: z.looseObject({ kind: text, at: moment, seq: number }), pinned: z.boolean(), text, done: z.boolean().optional() }),
};

/** The first field that is not as it must be; undefined where all are. */
export function wrongField(kind: FactKind, body: unknown): string | undefined {
  const result = BODIES[kind].safeParse(body);
  return result.success ? undefined : `"${result.error.issues[0]?.path.join('.') ?? 'body'}" of this ${kind}`;
}
