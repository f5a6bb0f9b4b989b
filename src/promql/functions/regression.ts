// A straight line through the points of a range (least squares), for deriv and predict_linear.
import { SECOND } from '../../lib/micros.ts';
import { KahanSum } from '../engine/kahan.ts';
import type { RawPoint } from '../reader.ts';

export interface Line {
  /** Change per second. */
  readonly slope: number;
  /** Value at the moment asked for. */
  readonly intercept: number;
}

/** Undefined for fewer than two points. `at` is the moment of the intercept, in microseconds. */
export function lineThrough(points: readonly RawPoint[], at: number): Line | undefined {
  const [first] = points;
  if (first === undefined || points.length < 2) return undefined;
  if (points.every(({ value }) => value === first.value)) {
    return Number.isFinite(first.value) ? { slope: 0, intercept: first.value } : { slope: NaN, intercept: NaN };
  }
  const [x, y, xy, xx] = [new KahanSum(), new KahanSum(), new KahanSum(), new KahanSum()];
  for (const point of points) {
    const time = (point.at - at) / SECOND;
    x.add(time);
    y.add(point.value);
    xy.add(time * point.value);
    xx.add(time * time);
  }
  const count = points.length;
  const slope = (xy.total - (x.total * y.total) / count) / (xx.total - (x.total * x.total) / count);
  return { slope, intercept: y.total / count - (slope * x.total) / count };
}
