// What the receipts of a range are written from: counts and figures by the hour, and the traces and anomalies that matter. Bounded: a range
// of more hours than fit is told by its last ones.
import { HOUR, interval, SECOND, shift, type Interval, type Micros } from '../../lib/micros.ts';
import { visible, type SafeText } from '../../lib/text.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { Seq } from '../../model/signal.ts';
import type { TimelineMaterial } from '../../model/timeline.ts';
import type { TraceSummary } from '../../model/trace.ts';
import { MOST_SPANS } from '../timeline/trace-rows.ts';
import { safe } from './words.ts';

export interface LogHour {
  readonly span: Interval;
  /** Rows by level rank, trace first. */
  readonly byLevel: readonly number[];
  readonly services: readonly SafeText[];
}

export interface MetricHour {
  readonly span: Interval;
  readonly nodes: number;
  /** Values of panels in this hour. */
  readonly values: number;
  /** Mean and maximum of all values of a panel. */
  readonly panels: readonly { readonly title: SafeText; readonly average: number; readonly maximum: number }[];
}

export interface TraceRecord {
  readonly traceId: SafeText;
  readonly at: Micros;
  /** Microseconds. */
  readonly duration: number;
  readonly name: SafeText;
  readonly failed: boolean;
  readonly spans: number;
  readonly services: readonly SafeText[];
  readonly nodes: readonly SafeText[];
}

export interface AnomalyRecord {
  readonly id: SafeText;
  readonly at: Micros;
  readonly metric: SafeText;
  readonly node: SafeText | undefined;
  readonly service: SafeText | undefined;
  readonly expected: { readonly min: number; readonly max: number };
  readonly observed: number;
  readonly sigma: number;
  readonly confidence: number;
  readonly correlated: readonly SafeText[];
}

export interface Records {
  readonly logs: readonly LogHour[];
  readonly metrics: readonly MetricHour[];
  readonly traces: readonly TraceRecord[];
  readonly anomalies: readonly AnomalyRecord[];
}

const MOST_HOURS = 48;
/** Hours of which rows are counted: a year. */
const MOST_COUNTED = 366 * 24;
const NONE: readonly number[] = [0, 0, 0, 0, 0, 0];
const SECONDS_AN_HOUR = HOUR / SECOND;
const MOST_SERIES = 50;
const MOST_TRACES = 100;
const PAGE = 500;
const PARTS = 12;
const FIRST = 0 as Seq;
/** A trace that takes longer matters by itself, whatever came of it; microseconds. */
const SLOW = 5 * SECOND;

export function recordsOf(session: Session, frame: Frame, range: Interval, material: TimelineMaterial, told: ReadonlySet<string>): Records {
  const hours = hoursOf(range).slice(-MOST_HOURS);
  return {
    logs: hours.map((span) => logHour(session, frame, span)).filter(({ byLevel }) => byLevel.some((rows) => rows > 0)),
    metrics: hours.map((span) => metricHour(session, frame, span)).filter(({ values }) => values > 0),
    traces: material.traces.filter((trace) => trace.errors > 0 || trace.duration >= SLOW || told.has(trace.traceId)).toSorted((a, b) => rank(b, told) - rank(a, told) || b.duration - a.duration).slice(0, MOST_TRACES).toSorted((a, b) => a.at - b.at).map((trace) => traceRecord(session, frame, trace)),
    anomalies: material.anomalies.filter(({ at }) => at >= range.from && at <= range.to).map((fact) => ({
      id: visible(fact.id), at: fact.at, metric: visible(fact.metric), node: safe(fact.node), service: safe(fact.service), expected: fact.expected,
      observed: fact.observed, sigma: fact.sigma, confidence: fact.confidence, correlated: fact.correlated.map((id) => visible(id)),
    })),
  };
}

/** Whole hours of UTC, cut to the range. */
function hoursOf({ from, to }: Interval): readonly Interval[] {
  const first = Math.floor(from / HOUR);
  const hours = Array.from({ length: Math.min(MOST_COUNTED, Math.max(0, Math.ceil(to / HOUR) - first)) }, (_, index) => (first + index) * HOUR);
  return hours.map((begin) => interval(Math.max(from, begin), Math.min(to, begin + HOUR)));
}

/** Log rows of a range by level, trace first. */
export function rowsByLevel(session: Session, frame: Frame, range: Interval): readonly number[] {
  return hoursOf(range).map((span) => hourByLevel(session, frame, span)).reduce(summed, NONE);
}

function summed(one: readonly number[], two: readonly number[]): readonly number[] {
  return one.map((rows, rank) => rows + (two[rank] ?? 0));
}

/** At most an hour, so that its buckets are whole seconds. */
function hourByLevel(session: Session, frame: Frame, span: Interval): readonly number[] {
  const counted = session.density(frame, span, SECONDS_AN_HOUR).buckets.filter(({ from }) => from >= span.from && from < span.to);
  return counted.map(({ byLevel }) => byLevel).reduce<readonly number[]>(summed, NONE);
}

function logHour(session: Session, frame: Frame, span: Interval): LogHour {
  return { span, byLevel: hourByLevel(session, frame, span), services: servicesOf(session, frame, span) };
}

/** Of some rows before each of several moments of the hour: a service that logs next to nothing may be missing. */
function servicesOf(session: Session, frame: Frame, { from, to }: Interval): readonly SafeText[] {
  const found = new Set<string>();
  for (let part = 1; part <= PARTS; part += 1) {
    const { rows } = session.logs(frame, { from: { at: shift(from, ((to - from) * part) / PARTS), seq: FIRST }, direction: 'older', limit: PAGE });
    for (const row of rows) if (row.at >= from && row.service !== undefined) found.add(row.service);
  }
  return [...found].toSorted().map((service) => visible(service));
}

function metricHour(session: Session, frame: Frame, span: Interval): MetricHour {
  const nodes = new Set<string>();
  const panels = session.panels(frame).flatMap(({ id, title }) => {
    const series = session.series(frame, { panel: id, span, points: SECONDS_AN_HOUR, limit: MOST_SERIES });
    for (const { labels, points } of series) if (points.length > 0 && labels['node'] !== undefined) nodes.add(labels['node']);
    const values = series.flatMap(({ points }) => points.map(({ value }) => value)).filter((value) => Number.isFinite(value));
    if (values.length === 0) return [];
    return [{ title: visible(title), average: values.reduce((sum, value) => sum + value, 0) / values.length, maximum: values.reduce((most, value) => Math.max(most, value), -Infinity), values: values.length }];
  });
  return { span, nodes: nodes.size, values: panels.reduce((sum, { values }) => sum + values, 0), panels: panels.map(({ title, average, maximum }) => ({ title, average, maximum })) };
}

function rank({ traceId, errors }: TraceSummary, told: ReadonlySet<string>): number {
  return told.has(traceId) ? 2 : Number(errors > 0);
}

function traceRecord(session: Session, frame: Frame, trace: TraceSummary): TraceRecord {
  const spans = trace.spans > MOST_SPANS ? [] : session.trace(frame, trace.traceId);
  const nodes = [...new Set(spans.flatMap(({ node }) => node ?? []))];
  return {
    traceId: visible(trace.traceId), at: trace.at, duration: trace.duration, name: visible(trace.name), failed: trace.errors > 0, spans: trace.spans,
    services: trace.services.map((service) => visible(service)), nodes: nodes.map((node) => visible(node)),
  };
}
