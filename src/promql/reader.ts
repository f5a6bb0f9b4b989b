// Where an evaluation finds its samples. The in-memory ring implements it for the recorder; tests bring their own.
import type { Micros } from '../lib/micros.ts';
import type { Matcher } from './ast.ts';
import type { Labels } from './labels.ts';

export interface RawPoint {
  readonly at: Micros;
  readonly value: number;
  /** The series ended here: nothing is carried forward beyond this point, and it is no value itself. */
  readonly stale?: boolean;
}

export interface RawSeries {
  /** Labels with the metric name under `__name__`. */
  readonly labels: Labels;
  /** Strictly rising in time. */
  readonly points: readonly RawPoint[];
}

export interface SampleReader {
  /** The series that meet all matchers, with at least their points in `from <= at <= to`; points outside are ignored. */
  select(matchers: readonly Matcher[], from: Micros, to: Micros): readonly RawSeries[];
}
