// What the parts of an evaluation share, without knowing each other.
import { micros, shift, type Micros } from '../../lib/micros.ts';
import type { Expr, Span } from '../ast.ts';
import { PromqlError } from '../error.ts';
import type { Labels } from '../labels.ts';
import type { RawPoint, SampleReader } from '../reader.ts';

/** One element of an instant vector. */
export interface Element {
  readonly labels: Labels;
  readonly value: number;
}

/** The stretch that a range looks at, in microseconds since the epoch; either end may lie outside of what Micros can hold. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A range vector: series with the points inside the window, stale markers left out, none empty. */
export interface RangeVector extends Window {
  readonly series: readonly { readonly labels: Labels; readonly points: readonly RawPoint[] }[];
}

/** Evaluates sub-expressions whose types the parser has checked. `at` is in microseconds and may be negative. */
export interface Evaluator {
  readonly query: Query;
  vector(expr: Expr, at: number): readonly Element[];
  scalar(expr: Expr, at: number): number;
  range(expr: Expr, at: number): RangeVector;
  text(expr: Expr): string;
}

/** What holds for the whole evaluation. */
export interface Query {
  readonly reader: SampleReader;
  readonly lookbackMicros: number;
  readonly rangeLeftOpen: boolean;
  readonly subqueryStepMicros: number;
  /** The moment asked for: what `@ start()` and `@ end()` mean, inside subqueries too. */
  readonly at: number;
  readonly budget: Budget;
}

/** Points that may still be read: ends an expression that would take minutes or exhaust the memory. */
export class Budget {
  #left: number;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  spend(points: number, span: Span): void {
    this.#left -= points;
    if (this.#left < 0) throw new PromqlError('execution', `the expression reads more than ${this.#most} points`, span);
  }
}

const EPOCH = micros(0);

/** The nearest moment that can be stored. */
export function moment(at: number): Micros {
  return shift(EPOCH, at);
}
