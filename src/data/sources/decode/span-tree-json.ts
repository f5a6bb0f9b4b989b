// A tree of spans as JSON: spans inside spans under `children`, `spans` or `retries`, or a list whose members name their parents. Pure and
// total: what is no step is a reject beside the rest.
import type { Micros } from '../../../lib/micros.ts';
import type { Attributes, RejectDraft, Value } from '../../../model/signal.ts';
import type { SpanEvent } from '../../../model/span.ts';
import { excerptOf } from './excerpt.ts';
import { shortNode } from './meaning.ts';
import { isMillis, spansOfTree, type Step, type StepTrace } from './span-tree.ts';
import type { DecodedTree } from './span-tree-text.ts';
import { timeOf } from './time.ts';
import { bounded, isFields } from './values.ts';
import { UTC } from './zone.ts';

type Fields = Readonly<Record<string, unknown>>;

const MOST_DEEP = 100;
const BELOW = ['spans', 'children', 'retries'] as const;
/** Members with a meaning of their own; all others are attributes. */
const KNOWN: ReadonlySet<string> = new Set([
  'trace_id', 'span_id', 'id', 'parent_span_id', 'parent_id', 'name', 'span', 'start_time', 'start', 'timestamp', 'end_time', 'duration_ms', 'status', 'result', 'outcome',
  'service', 'component', 'node', 'attributes', 'events', 'spans', 'children',
]);

/** `now` is the start of a trace that tells none. */
export function decodeSpanTree(record: unknown, now: Micros): DecodedTree {
  const id = isFields(record) ? textOf(record['trace_id'] ?? record['trace']) : undefined;
  if (!isFields(record) || id === undefined) return { spans: [], rejects: [rejected('this is no tree of spans: it has no trace_id', record, now)] };
  const rejects: RejectDraft[] = [];
  const told = stepOf(record, { now, rejects }, 1);
  const trace: StepTrace = { ...told, traceId: id, name: told.name === '' ? id : told.name, spanId: undefined, parentId: undefined };
  return { spans: spansOfTree(trace, now), rejects };
}

interface Reading {
  readonly now: Micros;
  readonly rejects: RejectDraft[];
}

function stepOf(fields: Fields, reading: Reading, depth: number): Step {
  const { now } = reading;
  const start = timeOf(fields['start_time'] ?? fields['start'] ?? fields['timestamp'], { now, zone: UTC })?.at;
  const end = timeOf(fields['end_time'], { now, zone: UTC })?.at;
  const given = fields['duration_ms'];
  const millis = isMillis(given) ? given : start !== undefined && end !== undefined && end >= start ? (end - start) / 1_000 : undefined;
  const node = textOf(fields['node']);
  return {
    name: textOf(fields['name'] ?? fields['span']) ?? '',
    spanId: textOf(fields['span_id'] ?? fields['id']), parentId: textOf(fields['parent_span_id'] ?? fields['parent_id']),
    start, millis, outcome: textOf(fields['status'] ?? fields['result'] ?? fields['outcome']),
    service: textOf(fields['service'] ?? fields['component']), node: node === undefined ? undefined : shortNode(node),
    attributes: attributesOf(fields), events: eventsOf(fields['events'], start ?? now), steps: depth >= MOST_DEEP ? [] : stepsOf(fields, reading, depth),
  };
}

function stepsOf(fields: Fields, reading: Reading, depth: number): readonly Step[] {
  return BELOW.flatMap((name) => {
    const list = fields[name];
    return Array.isArray(list) ? list.flatMap((member: unknown, index) => stepIn(member, `${name === 'retries' ? 'retry' : 'step'}_${index + 1}`, reading, depth)) : [];
  });
}

/** A member may be no more than a word: the outcome of a try. */
function stepIn(member: unknown, name: string, reading: Reading, depth: number): readonly Step[] {
  if (typeof member === 'string' && name.startsWith('retry')) return [{ name, outcome: member, steps: [] }];
  if (!isFields(member)) {
    reading.rejects.push(rejected('a step of a trace that is no object', member, reading.now));
    return [];
  }
  const given = member['duration_ms'];
  if (given !== undefined && given !== null && !isMillis(given)) {
    reading.rejects.push(rejected('a step whose duration is no number, negative, or longer than there is time', member, reading.now));
    return [];
  }
  const step = stepOf(member, reading, depth + 1);
  return [step.name === '' ? { ...step, name } : step];
}

function attributesOf(fields: Fields): Attributes | undefined {
  const losses = { deep: false, digits: false };
  const other = Object.entries(fields).filter(([key, value]) => !KNOWN.has(key) && !(key === 'retries' && Array.isArray(value)) && key !== 'trace');
  const own = isFields(fields['attributes']) ? Object.entries(fields['attributes']) : [];
  const all = [...other, ...own].map(([key, value]): [string, Value] => [key, bounded(value, losses)]);
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function eventsOf(events: unknown, start: Micros): readonly SpanEvent[] {
  if (!Array.isArray(events)) return [];
  return events.filter(isFields).map((event) => {
    const { name, event: word, timestamp, time, attributes, ...rest } = event;
    const own = attributesOf({ ...rest, ...(isFields(attributes) ? { attributes } : {}) });
    const at = timeOf(timestamp ?? time, { now: start, zone: UTC })?.at ?? start;
    return { at, name: textOf(name ?? word) ?? '', ...(own === undefined ? {} : { attributes: own }) };
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function rejected(reason: string, record: unknown, at: Micros): RejectDraft {
  return { kind: 'reject', at, reason, excerpt: excerptOf(record) };
}
