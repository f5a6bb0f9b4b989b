// The shape of every draft, checked at run time: types alone do not hold an adapter to bounds and units.
import { z } from 'zod';
import { isMicros } from '../../src/lib/micros.ts';
import { LEVELS } from '../../src/model/level.ts';
import type { Draft, Value } from '../../src/model/signal.ts';

const moment = z.custom<number>((value) => typeof value === 'number' && isMicros(value), 'not a moment in microseconds');
const base = { at: moment, backfilled: z.boolean().optional() };
const filled = z.string().min(1);
const count = z.int().min(0);
const texts = z.record(z.string(), z.string());
const attributes = z.record(z.string(), z.custom<Value>((value) => isValue(value, 1), 'not a value of the model'));

const draft = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('log'),
    level: z.enum(LEVELS),
    message: z.string(),
    service: filled.optional(),
    node: filled.optional(),
    traceId: filled.optional(),
    spanId: filled.optional(),
    attributes: attributes.optional(),
    rowId: filled.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('sample'),
    name: filled,
    labels: z.record(z.string(), z.string()),
    value: z.custom<number>((value) => typeof value === 'number'),
    panel: filled.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('span'),
    traceId: filled,
    spanId: filled,
    parentId: filled.optional(),
    name: z.string(),
    service: filled.optional(),
    node: filled.optional(),
    duration: count,
    spanKind: z.enum(['unspecified', 'internal', 'server', 'client', 'producer', 'consumer']),
    status: z.enum(['unset', 'ok', 'error']),
    statusMessage: filled.optional(),
    attributes: attributes.optional(),
    events: z.array(z.strictObject({ at: moment, name: z.string(), attributes: attributes.optional() })).optional(),
    links: z.array(z.strictObject({ traceId: filled, spanId: filled, attributes: attributes.optional() })).optional(),
    resource: attributes.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('health'),
    state: z.enum(['connecting', 'ok', 'degraded', 'retrying', 'refused', 'ended']),
    detail: filled,
    code: filled.optional(),
    attempt: count.optional(),
    retryAt: moment.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('gap'),
    gapId: filled,
    until: moment,
    reason: z.enum(['disconnected', 'overrun', 'shed', 'server-dropped', 'truncated', 'recorder-stopped']),
    detail: filled,
    missing: count.optional(),
    recovered: count,
    signal: z.enum(['log', 'sample', 'span']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('panel'),
    panel: z.strictObject({
      id: filled,
      title: filled,
      expr: filled,
      unit: z.enum(['none', 'percent', 'ratio', 'bytes', 'bytes/s', 'seconds', 'milliseconds', '/s', '/min']).optional(),
      threshold: z.number().optional(),
      source: filled,
    }),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('alert'),
    id: filled,
    name: filled,
    state: z.enum(['pending', 'firing', 'resolved']),
    severity: filled.optional(),
    since: moment,
    labels: texts,
    annotations: texts,
    node: filled.optional(),
    service: filled.optional(),
    expr: filled.optional(),
    threshold: z.number().optional(),
    holdFor: count.optional(),
    value: z.number().optional(),
    silencedBy: z.array(filled).optional(),
    inhibitedBy: z.array(filled).optional(),
    acknowledged: z.strictObject({ by: z.string(), comment: z.string(), until: moment.optional() }).optional(),
    url: filled.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('silence'),
    id: filled,
    state: z.enum(['pending', 'active', 'expired']),
    matchers: z.array(z.strictObject({ name: filled, value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() })),
    from: moment,
    until: moment,
    by: z.string(),
    comment: z.string(),
    acknowledges: z.boolean().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('slo'),
    id: filled,
    name: filled,
    description: filled.optional(),
    target: z.number().min(0).max(1),
    achieved: z.number().min(0).max(1),
    window: filled,
    status: filled.optional(),
    budget: z.strictObject({ totalMinutes: z.number().optional(), consumedMinutes: z.number().optional(), remainingPercent: z.number() }).optional(),
    requests: z.strictObject({ total: z.number(), good: z.number(), bad: z.number() }).optional(),
    period: z.strictObject({ from: moment, to: moment }).optional(),
    trend: filled.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('check'),
    id: filled,
    part: z.enum(['overall', 'live', 'ready', 'check']),
    name: filled,
    state: z.enum(['ok', 'degraded', 'failing', 'unknown']),
    detail: filled.optional(),
    version: filled.optional(),
    uptime: z.number().min(0).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('sampling'), id: filled, kept: count, dropped: count }),
  z.strictObject({ ...base, kind: z.literal('reject'), reason: filled, excerpt: z.string().max(512), line: count.optional() }),
]);

function isValue(value: unknown, depth: number): boolean {
  if (depth > 64) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  return typeof value === 'object' && Object.values(value).every((member) => isValue(member, depth + 1));
}

/** What is wrong with a draft, or undefined. */
export function shapeFault(given: Draft): string | undefined {
  const result = draft.safeParse(given);
  if (!result.success) return `${z.prettifyError(result.error)} in ${given.kind}`;
  return given.kind === 'gap' && given.until < given.at ? 'a gap that ends before it begins' : undefined;
}
