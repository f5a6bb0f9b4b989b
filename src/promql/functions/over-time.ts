// Functions that turn the points of one series in a range into one value. Undefined drops the series.
import type { Query, Window } from '../engine/evaluator.ts';
import { meanOf, sumOf, varianceOf } from '../engine/kahan.ts';
import type { RawPoint } from '../reader.ts';
import { extrapolated, instantChange } from './rate.ts';
import { lineThrough } from './regression.ts';
import type { FunctionName } from './signatures.ts';

export type OverTime = (points: readonly RawPoint[], window: Window, query: Query) => number | undefined;

export const OVER_TIME = {
  rate: stretched(true, true),
  increase: stretched(true, false),
  delta: stretched(false, false),
  irate: (points) => instantChange(points, true),
  idelta: (points) => instantChange(points, false),
  deriv: (points) => lineThrough(points, points[0]?.at ?? 0)?.slope,
  changes: (points) => countSteps(points, (before, now) => before !== now && !(Number.isNaN(before) && Number.isNaN(now))),
  resets: (points) => countSteps(points, (before, now) => now < before),
  avg_over_time: (points) => meanOf(valuesOf(points)),
  sum_over_time: (points) => sumOf(valuesOf(points)),
  count_over_time: (points) => points.length,
  last_over_time: (points) => points.at(-1)?.value,
  present_over_time: () => 1,
  min_over_time: (points) => valuesOf(points).reduce((least, value) => (value < least || Number.isNaN(least) ? value : least)),
  max_over_time: (points) => valuesOf(points).reduce((most, value) => (value > most || Number.isNaN(most) ? value : most)),
  stddev_over_time: (points) => Math.sqrt(varianceOf(valuesOf(points))),
  stdvar_over_time: (points) => varianceOf(valuesOf(points)),
} as const satisfies Partial<Record<FunctionName, OverTime>>;

export function valuesOf(points: readonly RawPoint[]): readonly number[] {
  return points.map(({ value }) => value);
}

function stretched(counter: boolean, perSecond: boolean): OverTime {
  return (points, window, query) => extrapolated(points, window, { counter, perSecond, zeroFirst: !query.rangeLeftOpen });
}

function countSteps(points: readonly RawPoint[], counts: (before: number, now: number) => boolean): number {
  let steps = 0;
  for (const [index, { value }] of points.entries()) {
    const before = points[index - 1];
    if (before !== undefined && counts(before.value, value)) steps += 1;
  }
  return steps;
}
