// What a watched series can tell. Times are those of its points.
import type { Micros } from '../../lib/micros.ts';
import type { Change } from '../../model/fact.ts';

export interface SeriesPoint {
  readonly at: Micros;
  readonly value: number;
}

/** A row that takes the place of an earlier one with the same `since`. */
export interface AnomalySeen {
  readonly kind: 'anomaly';
  /** The moment of the extreme so far. */
  readonly at: Micros;
  readonly since: Micros;
  readonly ended?: Micros;
  readonly expected: { readonly min: number; readonly max: number };
  readonly observed: number;
  readonly direction: 'high' | 'low';
  readonly sigma: number;
  readonly confidence: number;
}

export interface InflectionSeen {
  readonly kind: 'inflection';
  readonly change: Change;
  readonly at: Micros;
  readonly from: number;
  readonly to: number;
  /** Microseconds. */
  readonly over: number;
  readonly threshold?: number;
}

export type SeriesEvent = AnomalySeen | InflectionSeen;
