// Selectors: which sample of a series counts at a moment, and which lie in a range. Lookback and ranges are open on the left
// as in Prometheus 3, or closed as in Prometheus 2.
import type { AtModifier, RangeSelector, VectorSelector } from '../ast.ts';
import type { Labels } from '../labels.ts';
import type { RawPoint } from '../reader.ts';
import { moment, type Query, type RangeVector, type Window } from './evaluator.ts';

export interface Found {
  readonly labels: Labels;
  readonly point: RawPoint;
}

/** The moment that a selector or subquery looks at, when it is evaluated at `at`. */
export function lookedAt(part: { readonly offsetMicros: number; readonly at: AtModifier | undefined }, at: number, query: Query): number {
  const fixed = part.at === undefined ? at : part.at.kind === 'time' ? part.at.micros : query.at;
  return fixed - part.offsetMicros;
}

/** The newest point of every series at `at`, unless it is too old or says that the series ended. */
export function newestPoints(selector: VectorSelector, at: number, query: Query): readonly Found[] {
  const to = lookedAt(selector, at, query);
  const from = to - query.lookbackMicros;
  if (to < 0) return [];
  const found: Found[] = [];
  for (const { labels, points } of query.reader.select(selector.matchers, moment(from), moment(to))) {
    query.budget.spend(1, selector);
    const point = points[countUntil(points, to) - 1];
    if (point === undefined || point.stale === true || !after(point.at, from, query)) continue;
    found.push({ labels, point });
  }
  return found;
}

export function rangePoints(range: RangeSelector, at: number, query: Query): RangeVector {
  const to = lookedAt(range.selector, at, query);
  const window: Window = { from: to - range.rangeMicros, to };
  if (to < 0) return { ...window, series: [] };
  const series: RangeVector['series'][number][] = [];
  for (const { labels, points } of query.reader.select(range.selector.matchers, moment(window.from), moment(to))) {
    const inside = pointsInside(points, window, query);
    query.budget.spend(inside.length, range);
    if (inside.length > 0) series.push({ labels, points: inside });
  }
  return { ...window, series };
}

function pointsInside(points: readonly RawPoint[], { from, to }: Window, query: Query): readonly RawPoint[] {
  const end = countUntil(points, to);
  let start = countUntil(points, from);
  if (!query.rangeLeftOpen && points[start - 1]?.at === from) start -= 1;
  const inside = points.slice(start, end);
  return inside.some((point) => point.stale === true) ? inside.filter((point) => point.stale !== true) : inside;
}

function after(at: number, from: number, query: Query): boolean {
  return at > from || (!query.rangeLeftOpen && at === from);
}

/** How many points stand at or before `at`. */
function countUntil(points: readonly RawPoint[], at: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
