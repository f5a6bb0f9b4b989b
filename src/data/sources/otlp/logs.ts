// Log records in the shape of OTLP. Total. A record whose ids are of the wrong length is kept: its text is worth more than its ids, which
// stay among the attributes.
import type { Level } from '../../../model/level.ts';
import type { Micros } from '../../../lib/micros.ts';
import type { Attributes, LogDraft, RejectDraft } from '../../../model/signal.ts';
import { excerptOf } from '../decode/excerpt.ts';
import { levelOfValue } from '../decode/levels.ts';
import { otlpId, otlpNanos, otlpReference, SPAN_ID_BYTES, TRACE_ID_BYTES } from '../decode/otlp-ids.ts';
import { otlpResource } from '../decode/otlp-spans.ts';
import { LONGEST_TEXT, otlpAttributes, otlpValue, type OtlpLosses } from '../decode/otlp-values.ts';
import { isFields } from '../decode/values.ts';
import { groupsOf, textOf, type Fields } from './groups.ts';

export interface OtlpLogs {
  readonly drafts: readonly LogDraft[];
  readonly rejects: readonly RejectDraft[];
}

/** `now` stamps the rejects, and records that carry no time at all. */
export function decodeOtlpLogs(document: Fields, now: Micros): OtlpLogs {
  const drafts: LogDraft[] = [];
  const rejects: RejectDraft[] = [];
  for (const { resource: given, scope, records } of groupsOf(document, ['resourceLogs', 'scopeLogs', 'logRecords'])) {
    const losses = { long: false };
    const { service, node, resource } = otlpResource(given, losses);
    const shared = { ...resource, ...scopeAttributes(scope) };
    const place = { ...(service === undefined ? {} : { service }), ...(node === undefined ? {} : { node }) };
    for (const record of records) {
      const decoded = isFields(record) ? decodeLog(record, shared, { ...losses }, now) : 'a log record that is no object';
      if (typeof decoded === 'string') rejects.push({ kind: 'reject', at: now, reason: decoded, excerpt: excerptOf(record) });
      else drafts.push({ ...decoded, ...place });
    }
  }
  return { drafts, rejects };
}

function decodeLog(record: Fields, shared: Attributes, losses: OtlpLosses, now: Micros): LogDraft | string {
  const body = otlpValue(record['body'], losses);
  const own = otlpAttributes(record['attributes'], losses);
  if (losses.long) return `a log record with a text of more than ${LONGEST_TEXT} characters`;
  const event = textOf(record['eventName']);
  const traceId = otlpId(record['traceId'], TRACE_ID_BYTES);
  const spanId = otlpId(record['spanId'], SPAN_ID_BYTES);
  const level = levelOf(record);
  const attributes = { ...shared, ...own, ...otherFields(record, level), ...(event === undefined ? {} : { event_name: event }) };
  return {
    kind: 'log',
    at: (otlpNanos(record['timeUnixNano']) ?? otlpNanos(record['observedTimeUnixNano']))?.at ?? now,
    level,
    message: typeof body === 'string' ? body : body === null ? (event ?? '') : JSON.stringify(body),
    ...(traceId === undefined ? {} : { traceId }),
    ...(spanId === undefined ? {} : { spanId }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** The number, else the word, else plain information; the range of a number is what counts, 9 and 12 are both `info`. */
function levelOf(record: Fields): Level {
  const number = record['severityNumber'];
  const named = typeof number === 'string' ? /^SEVERITY_NUMBER_([A-Z]+?)[2-4]?$/.exec(number)?.[1] : undefined;
  return levelOfValue(number, 'otel') ?? levelOfValue(named) ?? levelOfValue(record['severityText']) ?? 'info';
}

/** What the model has no field for, and ids that are none. */
function otherFields(record: Fields, level: Level): Attributes {
  const word = textOf(record['severityText']);
  const dropped = Number(record['droppedAttributesCount']);
  return {
    ...(word === undefined || word.toLowerCase() === level ? {} : { severity_text: word }),
    ...(dropped > 0 ? { 'otel.dropped_attributes_count': dropped } : {}),
    ...invalidId('trace_id', record['traceId'], TRACE_ID_BYTES),
    ...invalidId('span_id', record['spanId'], SPAN_ID_BYTES),
  };
}

function invalidId(name: string, value: unknown, bytes: number): Attributes {
  const written = otlpReference(value, bytes)?.slice(0, 128);
  return written === undefined || otlpId(value, bytes) !== undefined ? {} : { [`otel.invalid_${name}`]: written };
}

function scopeAttributes(scope: Fields): Attributes {
  const [name, version] = [textOf(scope['name']), textOf(scope['version'])];
  return { ...(name === undefined ? {} : { 'otel.scope.name': name }), ...(version === undefined ? {} : { 'otel.scope.version': version }) };
}
