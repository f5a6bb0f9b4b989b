// A trace in the form of the VaultMesh specification: one JSON object with its spans, starts as text, durations in milliseconds. Ids
// stay as they are written.
import { z } from 'zod';
import { isMicros, MILLI, type Micros } from '../../../lib/micros.ts';
import type { Attributes, RejectDraft, SpanDraft } from '../../../model/signal.ts';
import { excerptOf } from './excerpt.ts';
import { isoAt } from './iso-time.ts';
import { shortNode } from './meaning.ts';
import { bounded } from './values.ts';
import { UTC } from './zone.ts';

const MOST_SPANS = 100_000;

const id = z.string().min(1).max(256);
const attributes = z.record(z.string(), z.unknown()).nullish();

const spanShape = z.object({
  span_id: id,
  parent_span_id: id.nullish(),
  name: z.string(),
  service: z.string().nullish(),
  node: z.string().nullish(),
  start_time: z.string(),
  duration_ms: z.number(),
  status: z.string().nullish(),
  attributes,
});

const traceShape = z.object({ trace_id: id, status: z.string().nullish(), tags: z.array(z.unknown()).nullish(), spans: z.array(z.unknown()).max(MOST_SPANS) });

export interface DecodedTrace {
  readonly spans: readonly SpanDraft[];
  readonly rejects: readonly RejectDraft[];
}

/** Total: what is no trace is one reject, a span that is none is another beside the rest. `now` stamps what has no time of its own. */
export function decodeVaultmeshTrace(record: unknown, now: Micros): DecodedTrace {
  const trace = traceShape.safeParse(record);
  if (!trace.success) return { spans: [], rejects: [reject('trace', record, trace.error, now)] };
  const spans: SpanDraft[] = [];
  const rejects: RejectDraft[] = [];
  for (const given of trace.data.spans) {
    const draft = spanOf(given, trace.data, now);
    if (draft.kind === 'span') spans.push(draft);
    else rejects.push(draft);
  }
  return { spans, rejects };
}

function spanOf(given: unknown, trace: z.output<typeof traceShape>, now: Micros): SpanDraft | RejectDraft {
  const parsed = spanShape.safeParse(given);
  if (!parsed.success) return reject('span', given, parsed.error, now);
  const { span_id: spanId, parent_span_id: parentId, start_time: start, duration_ms: millis, service, node, name, status } = parsed.data;
  const at = isoAt(start, 0, UTC)?.at;
  if (at === undefined) return { kind: 'reject', at: now, reason: 'a span whose start is no time', excerpt: excerptOf(given) };
  if (!(millis >= 0) || !isMicros(Math.round(millis * MILLI))) return { kind: 'reject', at: now, reason: 'a span with a negative duration, or one longer than there is time', excerpt: excerptOf(given) };
  const isRoot = parentId === null || parentId === undefined;
  // The trace has a status of its own: it is that of its root, where the spans have none.
  const said = status ?? (isRoot ? trace.status : undefined);
  const own = attributesOf(parsed.data.attributes);
  return {
    kind: 'span', at, traceId: trace.trace_id, spanId, name, duration: Math.round(millis * MILLI), spanKind: 'unspecified', status: statusOf(said),
    ...(isRoot ? {} : { parentId }),
    ...(service === null || service === undefined || service === '' ? {} : { service }),
    ...(node === null || node === undefined || node === '' ? {} : { node: shortNode(node) }),
    ...(own === undefined ? {} : { attributes: own }),
  };
}

function statusOf(word: string | null | undefined): SpanDraft['status'] {
  if (word === null || word === undefined) return 'unset';
  return /^(?:ok|success)$/i.test(word) ? 'ok' : /^(?:error|failed|failure)$/i.test(word) ? 'error' : 'unset';
}

function attributesOf(given: z.output<typeof attributes>): Attributes | undefined {
  if (given === null || given === undefined || Object.keys(given).length === 0) return undefined;
  const losses = { deep: false, digits: false };
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, bounded(value, losses)]));
}

function reject(what: string, record: unknown, error: z.ZodError, at: Micros): RejectDraft {
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return { kind: 'reject', at, reason: `this is no ${what}: ${issue?.message ?? 'unreadable'}${place}`, excerpt: excerptOf(record) };
}
