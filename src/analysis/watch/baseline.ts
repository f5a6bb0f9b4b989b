// What the recent past of a series lets expect: a middle, a scale that heavy tails widen, and how often it stands still. Made of at most
// MOST points; nothing here knows what a change is.

export interface Expectation {
  readonly middle: number;
  /** A robust standard deviation, never 0. */
  readonly scale: number;
  /** Most points in a row with the very same value. */
  readonly stillest: number;
  /** Half of the values and more are one: there is no noise to measure a change by. */
  readonly still: boolean;
  /** Enough points are known, and most have a value of their own. */
  readonly lively: boolean;
}

const MOST = 180;
const LEAST = 30;
/** What lies between middle and the 2nd or 98th of 100 values, in standard deviations of a normal distribution. */
const TAIL_DEVIATIONS = 2.054;
const MAD_TO_DEVIATION = 1.4826;
/** A change smaller than this part of the value is none, however still the series was. */
const LEAST_PART = 0.01;

export class Baseline {
  readonly #values: number[] = [];
  #made: Expectation | undefined;

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > MOST) this.#values.shift();
    this.#made = undefined;
  }

  /** Forgets the past; `values` are the new one. */
  reset(values: readonly number[]): void {
    this.#values.splice(0, this.#values.length, ...values.slice(-MOST));
    this.#made = undefined;
  }

  /** Undefined while too little is known. */
  expectation(): Expectation | undefined {
    if (this.#values.length < LEAST) return undefined;
    this.#made ??= expectationOf(this.#values);
    return this.#made;
  }
}

export function expectationOf(values: readonly number[]): Expectation {
  const sorted = Float64Array.from(values).toSorted();
  const middle = quantile(sorted, 0.5);
  const distances = sorted.map((value) => Math.abs(value - middle)).toSorted();
  const tails = Math.max(quantile(sorted, 0.98) - middle, middle - quantile(sorted, 0.02)) / TAIL_DEVIATIONS;
  const scale = Math.max(MAD_TO_DEVIATION * quantile(distances, 0.5), tails, LEAST_PART * Math.abs(middle), grain(sorted), Number.MIN_VALUE);
  return { middle, scale, stillest: longestRun(values), still: quantile(distances, 0.5) === 0, lively: values.length >= 2 * LEAST && new Set(values).size > values.length / 2 };
}

/** Half of the smallest step between two values: a gauge that counts in whole numbers moves by one without meaning anything. */
function grain(sorted: Float64Array): number {
  let least = Infinity;
  for (let index = 1; index < sorted.length; index += 1) {
    const step = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    if (step > 0 && step < least) least = step;
  }
  return Number.isFinite(least) ? least / 2 : 0;
}

function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
}

function longestRun(values: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (let index = 0; index < values.length; index += 1) {
    run = values[index] === values[index - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
