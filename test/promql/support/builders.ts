// Small sets of samples and short ways to ask and read, so that a test shows only what it is about.
import { micros, type Micros } from '../../../src/lib/micros.ts';
import type { Expr } from '../../../src/promql/ast.ts';
import { evaluate, type EvaluateOptions } from '../../../src/promql/evaluate.ts';
import { seriesName, type Labels } from '../../../src/promql/labels.ts';
import { parsePromql } from '../../../src/promql/parse.ts';
import type { RawPoint, RawSeries, SampleReader } from '../../../src/promql/reader.ts';
import { meets } from '../../../src/promql/matcher.ts';
import type { Value } from '../../../src/promql/value.ts';

export function at(seconds: number): Micros {
  return micros(seconds * 1_000_000);
}

/** `'stale'` in place of a value says that the series ended. */
export type Column = readonly (readonly [seconds: number, value: number | 'stale'])[];

/** One series from its name as PromQL writes it. */
export function series(name: string, column: Column): RawSeries {
  const expr = exprOf(name);
  if (expr.kind !== 'selector') throw new Error(`${name} is no selector`);
  const labels = Object.fromEntries(expr.matchers.map((matcher) => [matcher.name, matcher.value]));
  return { labels, points: column.map(point) };
}

function point([seconds, value]: readonly [number, number | 'stale']): RawPoint {
  return value === 'stale' ? { at: at(seconds), value: NaN, stale: true } : { at: at(seconds), value };
}

/** Values at 0, `step`, 2 `step`, … seconds. */
export function every(step: number, values: readonly number[]): Column {
  return values.map((value, index) => [index * step, value] as const);
}

/** A reader that hands out whole series, as its contract allows. */
export function readerOf(...all: readonly RawSeries[]): SampleReader {
  return { select: (matchers) => all.filter(({ labels }) => meets(labels, matchers)) };
}

export function exprOf(text: string): Expr {
  const parsed = parsePromql(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.expr;
}

export function ask(text: string, seconds: number, reader: SampleReader = readerOf(), options?: EvaluateOptions): Value {
  return evaluate(exprOf(text), at(seconds), reader, options);
}

/** The elements of a vector as `name{labels}` and value, in their order. */
export function vectorOf(text: string, seconds: number, reader?: SampleReader, options?: EvaluateOptions): readonly (readonly [string, number])[] {
  const value = ask(text, seconds, reader, options);
  if (value.kind !== 'vector') throw new Error(`${text} is a ${value.kind}`);
  return value.samples.map(({ labels, value: one }) => [seriesName(labels), one] as const);
}

/** The value of a scalar, or of the only element of a vector; undefined for an empty vector. */
export function valueOf(text: string, seconds: number, reader?: SampleReader, options?: EvaluateOptions): number | undefined {
  const value = ask(text, seconds, reader, options);
  if (value.kind === 'scalar') return value.value;
  if (value.kind !== 'vector' || value.samples.length > 1) throw new Error(`${text} has no single value`);
  return value.samples[0]?.value;
}

export function labelsOf(text: string, seconds: number, reader?: SampleReader): readonly Labels[] {
  const value = ask(text, seconds, reader);
  if (value.kind !== 'vector') throw new Error(`${text} is a ${value.kind}`);
  return value.samples.map(({ labels }) => labels);
}
