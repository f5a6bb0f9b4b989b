// One data point of a metric as the values that Prometheus would have for it: one for a number, several for a histogram or a summary.
import { otlpNanos } from '../decode/otlp-ids.ts';
import type { Micros } from '../../../lib/micros.ts';
import { listOf, type Fields } from './groups.ts';

export interface PointValue {
  /** After the name of the metric: '', _bucket, _sum, _count. */
  readonly suffix: string;
  readonly label?: readonly [name: 'le' | 'quantile', value: string];
  readonly value: number;
  /** May be added up where points tell only what is new. */
  readonly additive: boolean;
}

export type PointForm = 'gauge' | 'sum' | 'histogram' | 'exponentialHistogram' | 'summary';

/** In the words of the JSON form, where a metric has one of them. */
export const POINT_FORMS: readonly PointForm[] = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'];

const NO_VALUE = 1;

export interface Point {
  readonly at: Micros;
  readonly values: readonly PointValue[];
}

/** The values of a point, or why there are none. */
export function pointOf(point: Fields, form: PointForm): Point | string {
  const at = otlpNanos(point['timeUnixNano'])?.at;
  if (at === undefined) return 'a data point without a time';
  const values = form === 'gauge' || form === 'sum' ? number(point) : distribution(point, form);
  if (typeof values === 'string') return values;
  // The emitter says that the series has ended: a value that is no number breaks the line.
  const ended = (Number(point['flags']) & NO_VALUE) === NO_VALUE;
  return { at, values: ended ? values.map((value) => ({ ...value, value: Number.NaN, additive: false })) : values };
}

function number(point: Fields): readonly PointValue[] | string {
  const value = numeric(point['asDouble'] ?? point['asInt'] ?? ((Number(point['flags']) & NO_VALUE) === NO_VALUE ? 'NaN' : undefined));
  return value === undefined ? 'a data point without a value' : [{ suffix: '', value, additive: true }];
}

function distribution(point: Fields, form: PointForm): readonly PointValue[] | string {
  const count = numeric(point['count'] ?? 0);
  const sum = point['sum'] === undefined || point['sum'] === null ? undefined : numeric(point['sum']);
  if (count === undefined || count < 0) return 'a data point whose count is no number of things';
  const parts = form === 'histogram' ? buckets(point, count) : form === 'summary' ? quantiles(point) : [];
  if (typeof parts === 'string') return parts;
  // A sum may be left out: that of negative values only goes down.
  const whole = form === 'summary' || sum !== undefined ? [{ suffix: '_sum', value: sum ?? 0, additive: true }] : [];
  return [...parts, ...whole, { suffix: '_count', value: count, additive: true }];
}

/** Each bucket of Prometheus holds those below it too. */
function buckets(point: Fields, count: number): readonly PointValue[] | string {
  const counts = numbers(point['bucketCounts']);
  const bounds = numbers(point['explicitBounds']);
  if (counts === undefined || bounds === undefined) return 'a histogram with a bucket that is no number';
  if (counts.length > 0 && counts.length !== bounds.length + 1) return `a histogram of ${counts.length} buckets with ${bounds.length} bounds`;
  if (bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0))) return 'a histogram whose bounds do not rise';
  let below = 0;
  const finite = counts.slice(0, -1).map((inside, index): PointValue => {
    below += inside;
    return { suffix: '_bucket', label: ['le', String(bounds[index])], value: below, additive: true };
  });
  return [...finite, { suffix: '_bucket', label: ['le', '+Inf'], value: count, additive: true }];
}

function quantiles(point: Fields): readonly PointValue[] | string {
  const values = listOf(point['quantileValues']).map(({ quantile = 0, value = 0 }) => [numeric(quantile), numeric(value)] as const);
  if (values.some(([quantile, value]) => quantile === undefined || value === undefined)) return 'a summary with a quantile that is no number';
  return values.map(([quantile, value = Number.NaN]) => ({ suffix: '', label: ['quantile', String(quantile)], value, additive: false }));
}

function numbers(list: unknown): readonly number[] | undefined {
  const values = (Array.isArray(list) ? list : []).map(numeric);
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** JSON writes 64 bits, NaN and the infinities as text. */
function numeric(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.length > 64) return undefined;
  if (/^(?:NaN|[+-]?Infinity)$/.test(value)) return Number(value);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/.test(value) ? Number(value) : undefined;
}
