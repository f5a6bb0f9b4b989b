// Results of both sides in one shape, and what differs between two of them.
import { labelsKey, seriesName, type Labels } from '../../../src/promql/labels.ts';
import type { Value } from '../../../src/promql/value.ts';

/** `rows` are series with their points; a vector has one point each, a scalar one row without labels. */
export type Answer =
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'scalar' | 'vector' | 'matrix'; readonly rows: readonly Row[] };

interface Row {
  readonly labels: Labels;
  /** Milliseconds and value. */
  readonly points: readonly (readonly [number, number])[];
}

interface ApiSeries {
  readonly metric: Labels;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

interface ApiAnswer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly resultType: string; readonly result: unknown };
}

/** Asks a real server. */
export async function answerOf(url: string, expression: string, millis: number): Promise<Answer> {
  const body = new URLSearchParams({ query: expression, time: (millis / 1_000).toFixed(3) });
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
  const answer = (await response.json()) as ApiAnswer;
  if (answer.status !== 'success') return { kind: 'error', message: answer.error ?? '' };
  const { resultType, result } = answer.data;
  if (resultType === 'string') return { kind: 'string', text: (result as [number, string])[1] };
  if (resultType === 'scalar') return { kind: 'scalar', rows: [{ labels: {}, points: [point(result as [number, string])] }] };
  const rows = (result as ApiSeries[]).map(({ metric, value, values }) => ({
    labels: metric,
    points: (value === undefined ? (values ?? []) : [value]).map(point),
  }));
  return { kind: resultType === 'matrix' ? 'matrix' : 'vector', rows };
}

function point([seconds, text]: readonly [number, string]): readonly [number, number] {
  return [Math.round(seconds * 1_000), numberOf(text)];
}

function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return Number(text);
}

/** Our own result in the same shape. */
export function valueOf(value: Value): Answer {
  switch (value.kind) {
    case 'string': return { kind: 'string', text: value.value };
    case 'scalar': return { kind: 'scalar', rows: [{ labels: {}, points: [[value.at / 1_000, value.value]] }] };
    case 'vector': return { kind: 'vector', rows: value.samples.map(({ labels, value: one }) => ({ labels, points: [[value.at / 1_000, one]] })) };
    case 'matrix':
      return {
        kind: 'matrix',
        rows: value.series.map(({ labels, points }) => ({ labels, points: points.map((one) => [one.at / 1_000, one.value] as const) })),
      };
  }
}

/** Undefined when both say the same; two errors agree whatever their words. */
export function differences(ours: Answer, theirs: Answer): string | undefined {
  if (ours.kind !== theirs.kind) return `ours is ${show(ours)}, theirs is ${show(theirs)}`;
  if (ours.kind === 'error' || theirs.kind === 'error') return undefined;
  if (ours.kind === 'string' || theirs.kind === 'string') return show(ours) === show(theirs) ? undefined : `${show(ours)} against ${show(theirs)}`;
  const expected = new Map(theirs.rows.map((row) => [labelsKey(row.labels), row]));
  if (ours.rows.length !== theirs.rows.length) return `${ours.rows.length} rows against ${theirs.rows.length}: ${show(ours)} against ${show(theirs)}`;
  for (const row of ours.rows) {
    const other = expected.get(labelsKey(row.labels));
    if (other === undefined) return `only ours: ${seriesName(row.labels)}; theirs: ${show(theirs)}`;
    if (row.points.length !== other.points.length) return `${seriesName(row.labels)}: ${row.points.length} points against ${other.points.length}`;
    for (const [index, [at, value]] of row.points.entries()) {
      const [theirAt, theirValue] = other.points[index] ?? [NaN, NaN];
      if (at !== theirAt || !same(value, theirValue)) return `${seriesName(row.labels)}: ${value} @ ${at} against ${theirValue} @ ${theirAt}`;
    }
  }
  return undefined;
}

function same(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function show(answer: Answer): string {
  if (answer.kind === 'error') return `error ${answer.message}`;
  if (answer.kind === 'string') return `string ${JSON.stringify(answer.text)}`;
  const rows = answer.rows.slice(0, 3).map(({ labels, points }) => `${seriesName(labels)} ${points.at(0)?.[1]}`);
  return `${answer.kind} of ${answer.rows.length}: ${rows.join(', ')}`;
}
