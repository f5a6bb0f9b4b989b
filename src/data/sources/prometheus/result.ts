// The result of a query, whatever type it has, as series of points. What is not numbers is told in words and the rest kept.
import { isMicros, type Micros } from '../../../lib/micros.ts';
import { goNumber } from '../go-number.ts';
import { LabelSet } from '../label-set.ts';
import { arrayOf, isObject } from './answer.ts';

export interface ResultPoint {
  readonly at: Micros;
  readonly value: number;
}

export interface ResultSeries {
  /** The metric name, where there is one, under `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  /** In the order of the server, which is that of time. */
  readonly points: readonly ResultPoint[];
}

export interface QueryResult {
  readonly series: readonly ResultSeries[];
  /** What could not be read, each reason once. */
  readonly problems: readonly string[];
}

export function decodeResult(data: unknown): QueryResult {
  const { resultType, result } = isObject(data) ? data : {};
  const problems = new Set<string>();
  switch (resultType) {
    case 'vector':
    case 'matrix':
      return { series: arrayOf(result).flatMap((entry) => seriesOf(entry, problems)), problems: [...problems] };
    case 'scalar': {
      const points = pointOf(result, problems);
      return { series: points.length === 0 ? [] : [{ labels: new LabelSet(), points }], problems: [...problems] };
    }
    case 'string':
      return { series: [], problems: ['the expression yields text, not numbers'] };
    default:
      return { series: [], problems: ['the answer has no result that is known here'] };
  }
}

function seriesOf(entry: unknown, problems: Set<string>): readonly ResultSeries[] {
  if (!isObject(entry)) {
    problems.add('a series of the answer cannot be read');
    return [];
  }
  if ('histogram' in entry || 'histograms' in entry) {
    problems.add('the expression yields native histograms: histogram_quantile() makes numbers of them');
  }
  const points = [
    ...(entry['value'] === undefined ? [] : pointOf(entry['value'], problems)),
    ...arrayOf(entry['values']).flatMap((pair) => pointOf(pair, problems)),
  ];
  return points.length === 0 ? [] : [{ labels: labelsOf(entry['metric']), points }];
}

function labelsOf(metric: unknown): LabelSet {
  const labels = new LabelSet();
  if (!isObject(metric)) return labels;
  for (const [name, value] of Object.entries(metric)) if (typeof value === 'string' && value !== '') labels[name] = value;
  return labels;
}

/** `[seconds, "value"]` as no or one point. */
function pointOf(pair: unknown, problems: Set<string>): readonly ResultPoint[] {
  const [seconds, written] = arrayOf(pair);
  const at = typeof seconds === 'number' ? Math.round(seconds * 1_000_000) : Number.NaN;
  // Every implementation sends text, since JSON knows no infinity; a bare number is read all the same.
  const value = typeof written === 'string' ? goNumber(written, 0, written.length) : typeof written === 'number' ? written : undefined;
  if (isMicros(at) && value !== undefined) return [{ at, value }];
  problems.add(isMicros(at) ? 'a value of the answer is no number' : 'a time of the answer is no time');
  return [];
}
