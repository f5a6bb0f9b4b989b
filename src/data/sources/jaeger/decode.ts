// Jaeger's JSON model of traces, times in microseconds, to spans. Pure: what cannot be read is a reject, never an exception.
import { isMicros, type Micros } from '../../../lib/micros.ts';
import type { Attributes, RejectDraft, SpanDraft, Value } from '../../../model/signal.ts';
import type { SpanEvent, SpanKind, SpanLink, SpanStatus } from '../../../model/span.ts';
import { excerptOf } from '../decode/excerpt.ts';
import { bounded, type Losses } from '../decode/values.ts';

export interface DecodedTraces {
  readonly spans: readonly SpanDraft[];
  readonly rejects: readonly RejectDraft[];
}

type Fields = Readonly<Record<string, unknown>>;

/** `data` of an answer of /api/traces; `at` stamps the rejects. */
export function decodeTraces(data: unknown, at: Micros): DecodedTraces {
  const spans: SpanDraft[] = [];
  const rejects: RejectDraft[] = [];
  for (const trace of listOf(data)) {
    const processes = fieldsOf(fieldsOf(trace)['processes']);
    for (const span of listOf(fieldsOf(trace)['spans'])) {
      const decoded = decodeSpan(fieldsOf(span), processes);
      if (typeof decoded === 'string') rejects.push({ kind: 'reject', at, reason: decoded, excerpt: excerptOf(span) });
      else spans.push(decoded);
    }
  }
  return { spans, rejects };
}

/** The span, or why there is none. */
function decodeSpan(span: Fields, processes: Fields): SpanDraft | string {
  const traceId = textOf(span['traceID']);
  const spanId = textOf(span['spanID']);
  if (traceId === undefined || spanId === undefined) return 'a span without trace id or span id';
  const at = span['startTime'];
  const duration = span['duration'];
  if (typeof at !== 'number' || !isMicros(at)) return 'a span without a start time in microseconds';
  if (typeof duration !== 'number' || !(duration >= 0) || !isMicros(Math.round(duration))) return 'a span with a duration that is no number, negative, or longer than there is time';
  const tags = tagsOf(span['tags']);
  const process = fieldsOf(span['process'] ?? processes[textOf(span['processID']) ?? '']);
  const resource = tagsOf(process['tags']);
  const { parentId, links } = referencesOf(span, traceId, spanId);
  return {
    kind: 'span', at, traceId, spanId, duration: Math.round(duration),
    name: textOf(span['operationName']) ?? '',
    spanKind: kindOf(tags['span.kind']),
    ...statusOf(tags),
    ...optional('parentId', parentId),
    ...optional('service', textOf(process['serviceName'])),
    ...optional('node', textOf(resource['host.name']) ?? textOf(resource['hostname'])),
    ...filled('attributes', tags),
    ...filled('resource', resource),
    ...(links.length === 0 ? {} : { links }),
    ...eventsOf(span['logs']),
  };
}

/** The parent is the CHILD_OF of the same trace, else a FOLLOWS_FROM of it; every other reference is a link. */
function referencesOf(span: Fields, traceId: string, spanId: string): { readonly parentId: string | undefined; readonly links: readonly SpanLink[] } {
  const references = listOf(span['references']).map(fieldsOf);
  const own = references.filter((reference) => textOf(reference['traceID']) === traceId && textOf(reference['spanID']) !== spanId);
  const parent = own.find((reference) => reference['refType'] === 'CHILD_OF') ?? own[0];
  const links = references.filter((reference) => reference !== parent).flatMap((reference): SpanLink[] => {
    const [trace, linked] = [textOf(reference['traceID']), textOf(reference['spanID'])];
    return trace === undefined || linked === undefined ? [] : [{ traceId: trace, spanId: linked }];
  });
  return { parentId: textOf(parent?.['spanID']) ?? textOf(span['parentSpanID']), links };
}

const KINDS: ReadonlyMap<unknown, SpanKind> = new Map(
  (['internal', 'server', 'client', 'producer', 'consumer'] as const).map((kind) => [kind, kind]),
);

function kindOf(tag: Value | undefined): SpanKind {
  return KINDS.get(tag) ?? 'unspecified';
}

function statusOf(tags: Attributes): { readonly status: SpanStatus; readonly statusMessage?: string } {
  const code = tags['otel.status_code'];
  const failed = tags['error'] === true || tags['error'] === 'true' || code === 'ERROR';
  const message = textOf(tags['otel.status_description']);
  return { status: failed ? 'error' : code === 'OK' ? 'ok' : 'unset', ...optional('statusMessage', message) };
}

function eventsOf(logs: unknown): { readonly events?: readonly SpanEvent[] } {
  const events = listOf(logs).map(fieldsOf).flatMap((log): SpanEvent[] => {
    const at = log['timestamp'];
    if (typeof at !== 'number' || !isMicros(at)) return [];
    const attributes = tagsOf(log['fields']);
    return [{ at, name: textOf(attributes['event']) ?? textOf(attributes['message']) ?? '', ...filled('attributes', attributes) }];
  });
  return events.length === 0 ? {} : { events };
}

function tagsOf(tags: unknown): Attributes {
  const losses: Losses = { deep: false, digits: false };
  const pairs = listOf(tags).map(fieldsOf).flatMap((tag): [string, Value][] => {
    const key = textOf(tag['key']);
    return key === undefined ? [] : [[key, bounded(tag['value'], losses)]];
  });
  // Entries become own properties, so a key such as __proto__ is one like any other.
  return Object.fromEntries(pairs);
}

function filled<Name extends string>(name: Name, values: Attributes): { readonly [Key in Name]?: Attributes } {
  return Object.keys(values).length === 0 ? {} : optional(name, values);
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [Key in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: T };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
