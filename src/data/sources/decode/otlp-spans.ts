// Spans in the shape of OTLP, whatever wrote them: OTLP JSON, the protobuf JSON of Tempo, or the wire format read into the same names,
// with bytes as Uint8Array and integers of 64 bits as bigint. Total: a span that cannot be kept is a reject beside the others.
import type { Micros } from '../../../lib/micros.ts';
import type { Attributes, RejectDraft, SpanDraft, Value } from '../../../model/signal.ts';
import type { SpanEvent, SpanKind, SpanLink, SpanStatus } from '../../../model/span.ts';
import { excerptOf } from './excerpt.ts';
import { shortNode } from './meaning.ts';
import { nanosBetween, otlpId, otlpNanos, otlpReference, SPAN_ID_BYTES, TRACE_ID_BYTES } from './otlp-ids.ts';
import { LONGEST_TEXT, otlpAttributes, type OtlpLosses } from './otlp-values.ts';
import { isFields } from './values.ts';

export interface OtlpSpans {
  readonly drafts: readonly SpanDraft[];
  readonly rejects: readonly RejectDraft[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What spans of one emitter share. */
interface Emitter {
  readonly service: string | undefined;
  readonly node: string | undefined;
  readonly resource: Attributes | undefined;
  readonly scope: Attributes;
}

/** `{resourceSpans: […]}`, or `{batches: […]}` as older servers write it. `now` stamps the rejects. */
export function decodeOtlpSpans(document: unknown, now: Micros): OtlpSpans {
  const drafts: SpanDraft[] = [];
  const rejects: RejectDraft[] = [];
  const groups = isFields(document) ? (document['resourceSpans'] ?? document['batches']) : undefined;
  for (const group of listOf(groups)) {
    const losses = { long: false };
    const resource = otlpResource(group['resource'], losses);
    for (const scoped of listOf(group['scopeSpans'] ?? group['instrumentationLibrarySpans'])) {
      const scope = scopeOf(scoped['scope'] ?? scoped['instrumentationLibrary']);
      const emitter = { ...resource, scope };
      for (const span of Array.isArray(scoped['spans']) ? scoped['spans'] : []) {
        const decoded = isFields(span) ? decodeSpan(span, emitter, { ...losses }) : 'a span that is no object';
        if (typeof decoded === 'string') rejects.push({ kind: 'reject', at: now, reason: decoded, excerpt: excerptOf(span) });
        else drafts.push(decoded);
      }
    }
  }
  return { drafts, rejects };
}

/** Who emitted something: service and node by the names of the semantic conventions, and every attribute but the service's name. */
export function otlpResource(resource: unknown, losses: OtlpLosses): Pick<Emitter, 'service' | 'node' | 'resource'> {
  const { 'service.name': service, ...rest } = otlpAttributes(isFields(resource) ? resource['attributes'] : undefined, losses);
  const node = textOf(rest['host.name']) ?? textOf(rest['k8s.node.name']) ?? textOf(rest['service.instance.id']);
  return { service: textOf(service), node: node === undefined ? undefined : shortNode(node), resource: Object.keys(rest).length === 0 ? undefined : rest };
}

/** Under the names that the conventions give it where there is no field for it. */
function scopeOf(scope: unknown): Attributes {
  const [name, version] = isFields(scope) ? [textOf(scope['name']), textOf(scope['version'])] : [];
  return { ...(name === undefined ? {} : { 'otel.scope.name': name }), ...(version === undefined ? {} : { 'otel.scope.version': version }) };
}

/** The span, or why there is none. */
function decodeSpan(span: Fields, { service, node, resource, scope }: Emitter, losses: OtlpLosses): SpanDraft | string {
  const traceId = otlpId(span['traceId'], TRACE_ID_BYTES);
  if (traceId === undefined) return 'a span whose trace id is not 16 bytes other than zeros';
  const spanId = otlpId(span['spanId'], SPAN_ID_BYTES);
  if (spanId === undefined) return 'a span whose id is not 8 bytes other than zeros';
  const start = otlpNanos(span['startTimeUnixNano']);
  if (start === undefined) return 'a span without a start time';
  // A span without an end has not ended: what is known of it is kept.
  const end = isUnset(span['endTimeUnixNano']) ? start : otlpNanos(span['endTimeUnixNano']);
  if (end === undefined) return 'a span whose end is no time';
  const nanos = nanosBetween(start, end);
  if (nanos < 0) return `a span that ends ${-nanos} ns before it starts`;
  const attributes = { ...scope, ...otlpAttributes(span['attributes'], losses), ...otherFields(span) };
  const events = eventsOf(span['events'], start.at, losses);
  const links = linksOf(span['links'], losses);
  if (losses.long) return `a span with a text of more than ${LONGEST_TEXT} characters`;
  const parentId = otlpReference(span['parentSpanId'], SPAN_ID_BYTES);
  return {
    kind: 'span', at: start.at, traceId, spanId, duration: Math.round(nanos / 1_000), name: textOf(span['name']) ?? '',
    spanKind: kindOf(span['kind']),
    ...statusOf(span['status']),
    ...(parentId === undefined ? {} : { parentId }),
    ...(service === undefined ? {} : { service }),
    ...(node === undefined ? {} : { node }),
    ...(resource === undefined ? {} : { resource }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(events.length === 0 ? {} : { events }),
    ...(links.length === 0 ? {} : { links }),
  };
}

/** Protobuf leaves zeros out; some writers do not. */
function isUnset(nanos: unknown): boolean {
  return nanos === undefined || nanos === null || Number(nanos) === 0;
}

/** What the model has no field for, and where the emitter itself says that something is missing. */
function otherFields(span: Fields): Attributes {
  const state = textOf(span['traceState']);
  const counts = (['attributes', 'events', 'links'] as const).flatMap((what): [string, Value][] => {
    const dropped = Number(span[`dropped${what.charAt(0).toUpperCase()}${what.slice(1)}Count`]);
    return dropped > 0 ? [[`otel.dropped_${what}_count`, dropped]] : [];
  });
  return { ...(state === undefined ? {} : { 'w3c.tracestate': state }), ...Object.fromEntries(counts) };
}

const KINDS: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES: readonly SpanStatus[] = ['unset', 'ok', 'error'];

/** A number, or a name such as SPAN_KIND_SERVER. */
function kindOf(kind: unknown): SpanKind {
  if (typeof kind === 'string') return KINDS.find((known) => kind === `SPAN_KIND_${known.toUpperCase()}`) ?? 'unspecified';
  return (typeof kind === 'number' ? KINDS[kind] : undefined) ?? 'unspecified';
}

function statusOf(status: unknown): Pick<SpanDraft, 'status' | 'statusMessage'> {
  const { code, message } = isFields(status) ? { code: status['code'], message: textOf(status['message']) } : { code: 0, message: undefined };
  const named = typeof code === 'string' ? STATUSES.find((known) => code === `STATUS_CODE_${known.toUpperCase()}`) : typeof code === 'number' ? STATUSES[code] : undefined;
  return { status: named ?? 'unset', ...(message === undefined ? {} : { statusMessage: message }) };
}

/** An event without a time of its own happened at the start, as far as anybody knows. */
function eventsOf(events: unknown, start: Micros, losses: OtlpLosses): readonly SpanEvent[] {
  return listOf(events).map((event) => {
    const attributes = otlpAttributes(event['attributes'], losses);
    const at = otlpNanos(event['timeUnixNano'])?.at ?? start;
    return { at, name: textOf(event['name']) ?? '', ...(Object.keys(attributes).length === 0 ? {} : { attributes }) };
  });
}

function linksOf(links: unknown, losses: OtlpLosses): readonly SpanLink[] {
  return listOf(links).flatMap((link): SpanLink[] => {
    const traceId = otlpReference(link['traceId'], TRACE_ID_BYTES);
    const spanId = otlpReference(link['spanId'], SPAN_ID_BYTES);
    if (traceId === undefined || spanId === undefined) return [];
    const attributes = otlpAttributes(link['attributes'], losses);
    return [{ traceId, spanId, ...(Object.keys(attributes).length === 0 ? {} : { attributes }) }];
  });
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
