// A series that has left what was expected of it: how far, which way, in what shape, and whether it is back or has settled elsewhere.
import { MINUTE } from '../../lib/micros.ts';
import type { Change } from '../../model/fact.ts';
import { expectationOf, type Expectation } from './baseline.ts';
import type { AnomalySeen, InflectionSeen, SeriesPoint } from './events.ts';

/** Beyond so many deviations a value is not expected. */
export const BEYOND = 4;
/** Within so many it is back. */
const BACK = 2.5;
const BACK_POINTS = 3;
/** Points after which the shape of a change can be named. */
const SHAPE_POINTS = 6;
/** After so long a level that holds is the new one, and after so long anything is. */
const SETTLE = 20 * MINUTE;
const MOST_TIME = 60 * MINUTE;
const KEPT_POINTS = 60;
/** A departure that was over after so many points was a burst. */
const BURST_POINTS = 12;
/** Of the last points that tell whether a level holds. */
const LEVEL_POINTS = 30;
/** A deviation is told again when it has grown by this factor. */
const GROWN = 1.25;
const MOST_SIGMA = 1_000;
/** An abrupt change has come so far of its way within its first two points. */
const ABRUPT = 0.7;

export interface DepartureOptions {
  readonly expected: Expectation;
  readonly direction: 'high' | 'low';
  /** The last point before it that was where it should be. */
  readonly onset: SeriesPoint;
  /** The first points beyond. */
  readonly points: readonly SeriesPoint[];
  /** Watched against a threshold: the shape of its change is told, and an anomaly only where it was a spike. */
  readonly shaped: boolean;
}

export type Ending = 'back' | 'settled' | undefined;

export class Departure {
  readonly #options: DepartureOptions;
  #points: SeriesPoint[];
  #count: number;
  #extreme: SeriesPoint;
  #toldSigma = 0;
  #shape: Change | undefined;

  constructor(options: DepartureOptions) {
    this.#options = options;
    this.#points = [...options.points];
    this.#count = options.points.length;
    this.#extreme = options.points.reduce((most, point) => (this.#sigmaOf(point) > this.#sigmaOf(most) ? point : most));
  }

  /** What is to be told of it so far. */
  tell(): readonly (AnomalySeen | InflectionSeen)[] {
    if (this.#options.shaped) return this.#shape === undefined && this.#count >= SHAPE_POINTS ? [this.#shaped()] : [];
    const sigma = this.#sigmaOf(this.#extreme);
    if (this.#toldSigma > 0 && (sigma < this.#toldSigma * GROWN || this.#toldSigma >= MOST_SIGMA)) return [];
    this.#toldSigma = sigma;
    return [this.#anomaly()];
  }

  add(point: SeriesPoint): Ending {
    this.#count += 1;
    this.#points.push(point);
    if (this.#points.length > KEPT_POINTS) this.#points.shift();
    if (this.#sigmaOf(point) > this.#sigmaOf(this.#extreme)) this.#extreme = point;
    const last = this.#points.slice(-BACK_POINTS);
    if (last.length === BACK_POINTS && last.every((one) => Math.abs(this.#z(one)) < BACK)) return 'back';
    const lasted = point.at - this.#options.onset.at;
    if (lasted >= MOST_TIME || (lasted >= SETTLE && this.#count >= LEVEL_POINTS && this.#holds())) return 'settled';
    return undefined;
  }

  /** What is to be told at its end. */
  end(ending: Ending): readonly (AnomalySeen | InflectionSeen)[] {
    const [first] = this.#points.slice(-BACK_POINTS);
    const last = this.#points.at(-1) ?? this.#extreme;
    const at = ending === 'back' ? (first ?? last).at : last.at;
    if (!this.#options.shaped || this.#shape === undefined) return [{ ...this.#anomaly(), ended: at }];
    if (ending !== 'back') return [];
    return [{ kind: 'inflection', change: 'normal', at, from: this.#extreme.value, to: last.value, over: Math.max(0, at - this.#extreme.at) }];
  }

  /** The points of its last level, for a new expectation. */
  level(): readonly number[] {
    return this.#points.slice(-LEVEL_POINTS).map(({ value }) => value);
  }

  /** Its points where it was short; none where it was an incident. */
  burst(): readonly number[] {
    return this.#count > BURST_POINTS ? [] : this.#points.map(({ value }) => value);
  }

  #shaped(): InflectionSeen {
    const { expected, onset, points, direction } = this.#options;
    const last = this.#points.at(-1) ?? onset;
    const way = Math.abs(middleOf(this.#points.slice(-3)) - expected.middle);
    const early = Math.abs((points[1] ?? points[0] ?? last).value - expected.middle);
    const abrupt = early >= ABRUPT * way;
    this.#shape = direction === 'high' ? (abrupt ? 'jump' : 'rising') : abrupt ? 'drop' : 'falling';
    const at = abrupt ? (points[0] ?? onset).at : onset.at;
    return { kind: 'inflection', change: this.#shape, at, from: expected.middle, to: last.value, over: last.at - at };
  }

  #anomaly(): AnomalySeen {
    const { expected, direction, points } = this.#options;
    const sigma = Math.min(MOST_SIGMA, this.#sigmaOf(this.#extreme));
    return {
      kind: 'anomaly', at: this.#extreme.at, since: (points[0] ?? this.#extreme).at, observed: this.#extreme.value, direction,
      expected: { min: expected.middle - BEYOND * expected.scale, max: expected.middle + BEYOND * expected.scale },
      // Chebyshev: at most 1/sigma² of the values of any distribution lie so far out.
      sigma: Math.round(sigma * 10) / 10, confidence: Math.round((1 - 1 / sigma ** 2) * 1_000) / 1_000,
    };
  }

  /** Whether the last points are a level: no trend, and no wider than the series was before. */
  #holds(): boolean {
    const values = this.level();
    const { scale } = expectationOf(values);
    const half = values.length >> 1;
    const drift = Math.abs(meanOf(values.slice(half)) - meanOf(values.slice(0, half)));
    return drift < 1.5 * this.#options.expected.scale && scale < 3 * this.#options.expected.scale;
  }

  #z(point: SeriesPoint): number {
    return (point.value - this.#options.expected.middle) / this.#options.expected.scale;
  }

  /** In its own direction: the other one counts as nothing. */
  #sigmaOf(point: SeriesPoint): number {
    const z = this.#z(point);
    return Math.max(0, this.#options.direction === 'high' ? z : -z);
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function middleOf(points: readonly SeriesPoint[]): number {
  const sorted = points.map(({ value }) => value).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
