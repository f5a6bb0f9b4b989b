// The traces of the story in Jaeger's JSON. They are made of the very log rows that the tail tells, so that a span and its logs
// carry the same ids; only the settlement of the story has spans of its own.
import { MILLI, SECOND } from '../lib/micros.ts';
import type { StoryTrace } from './settlement.ts';

export interface TraceSearch {
  readonly service: string;
  /** Unix microseconds, both inclusive: a trace counts where it starts. */
  readonly start: number;
  readonly end: number;
  readonly limit: number;
}

/** A second in which a trace is told nothing of: its rows may still be on their way. */
const SETTLES = SECOND;

interface Row {
  readonly at: number;
  readonly service: string;
  readonly node: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly msg: string;
  readonly level: string;
}

interface Span {
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly service: string;
  readonly node: string;
  readonly at: number;
  readonly duration: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Jaeger's answer to a search; `rows` are wire rows, newest first, `startSecond` is 14:20:00, `now` unix microseconds. */
export function jaegerTraces(rows: readonly Buffer[], settlement: StoryTrace, startSecond: number, now: number, search: TraceSearch): string {
  const told = settlementSpans(settlement, startSecond);
  const traces = Map.groupBy(rows.flatMap(parsed), (row) => row.traceId);
  traces.delete(settlement.traceId);
  const found = [...[...traces].map(([id, own]) => ({ id, spans: spansOf(own.toReversed()) })), { id: settlement.traceId, spans: told }]
    .filter(({ spans }) => within(spans, now, search))
    .toSorted((a, b) => (b.spans[0]?.at ?? 0) - (a.spans[0]?.at ?? 0))
    .slice(0, search.limit);
  const data = found.map(({ id, spans }) => ({ traceID: id, spans: spans.map((span) => spanJson(id, span)), processes: processesOf(spans), warnings: null }));
  return JSON.stringify({ data, total: data.length, limit: search.limit, offset: 0, errors: null });
}

function within(spans: readonly Span[], now: number, { service, start, end }: TraceSearch): boolean {
  const [first] = spans;
  if (first === undefined || first.at < start || first.at > end) return false;
  return spans.some((span) => span.service === service) && spans.every((span) => span.at + span.duration <= now - SETTLES);
}

/** Of a request the first row spans all, each other one the time since the row before. An errand of a single row is not traced. */
function spansOf(rows: readonly Row[]): readonly Span[] {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined || rows.length < 2) return [];
  return rows.map((row, index) => ({
    id: row.spanId, parent: index === 0 ? undefined : first.spanId, name: row.msg, service: row.service, node: row.node, attributes: {},
    at: index === 0 ? first.at : (rows[index - 1]?.at ?? first.at),
    duration: index === 0 ? last.at - first.at : row.at - (rows[index - 1]?.at ?? row.at),
    failed: row.level === 'ERROR',
  }));
}

function settlementSpans({ spans }: StoryTrace, startSecond: number): readonly Span[] {
  return spans.map(({ spanId, parentSpanId, name, service, node, startMillis, durationMillis, attributes }) => ({
    id: spanId, parent: parentSpanId, name, service, node, attributes,
    at: startSecond * SECOND + startMillis * MILLI, duration: durationMillis * MILLI, failed: false,
  }));
}

function spanJson(traceID: string, span: Span): unknown {
  const tags = [
    ...Object.entries(span.attributes).map(([key, value]) => ({ key, type: typeof value === 'number' ? 'int64' : 'string', value })),
    ...(span.failed ? [{ key: 'error', type: 'bool', value: true }] : []),
  ];
  const references = span.parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parent }];
  return { traceID, spanID: span.id, operationName: span.name, references, startTime: span.at, duration: span.duration, tags, logs: [], processID: `${span.service}@${span.node}`, warnings: null };
}

function processesOf(spans: readonly Span[]): unknown {
  return Object.fromEntries(spans.map(({ service, node }) => [`${service}@${node}`, { serviceName: service, tags: [{ key: 'host.name', type: 'string', value: node }] }]));
}

const MESSAGE = /^ts=(\S+) service=(\S+) node=(\S+) trace_id=(\S+) span_id=(\S+) msg="([^"]*)"/;

function parsed(bytes: Buffer): readonly Row[] {
  const { level, message } = JSON.parse(bytes.toString()) as { readonly level: string; readonly message: string };
  const [, ts = '', service = '', node = '', traceId = '', spanId = '', msg = ''] = MESSAGE.exec(message) ?? [];
  if (ts === '') return [];
  // Date.parse stops at milliseconds; the rows have microseconds.
  const at = Date.parse(`${ts.slice(0, 19)}Z`) * MILLI + Number(ts.slice(20, 26));
  return [{ at, service, node, traceId, spanId, msg, level }];
}
