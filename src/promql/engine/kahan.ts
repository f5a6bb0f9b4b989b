// Summation that keeps what rounding drops (Kahan, in Neumaier's form), so that order and size of the terms hardly matter.

export class KahanSum {
  #sum: number;
  #lost: number;

  constructor(start = 0, lost = 0) {
    this.#sum = start;
    this.#lost = lost;
  }

  add(term: number): void {
    const next = this.#sum + term;
    if (!Number.isFinite(next)) this.#lost = Number.isNaN(next) ? NaN : 0;
    else if (Math.abs(this.#sum) >= Math.abs(term)) this.#lost += this.#sum - next + term;
    else this.#lost += term - next + this.#sum;
    this.#sum = next;
  }

  get total(): number {
    return this.#sum + this.#lost;
  }

  /** The total divided by `count`, each part for itself. */
  dividedBy(count: number): number {
    return this.#sum / count + this.#lost / count;
  }

  /** This sum and its rest, scaled. */
  scaled(factor: number): KahanSum {
    return new KahanSum(this.#sum * factor, this.#lost * factor);
  }

  copy(): KahanSum {
    return this.scaled(1);
  }

  get overflowed(): boolean {
    return Math.abs(this.#sum) === Infinity;
  }
}

export function sumOf(values: readonly number[]): number {
  const sum = new KahanSum();
  for (const value of values) sum.add(value);
  return sum.total;
}

/** The mean; where the sum would overflow it goes on with a running mean. NaN for no values. */
export function meanOf(values: readonly number[]): number {
  const [first = NaN, ...rest] = values;
  const sum = new KahanSum(first);
  let running: KahanSum | undefined;
  for (const [index, value] of rest.entries()) {
    const count = index + 2;
    if (running === undefined) {
      const before = sum.copy();
      sum.add(value);
      if (!sum.overflowed) continue;
      running = before.scaled(1 / (count - 1));
    }
    running = running.scaled((count - 1) / count);
    running.add(value / count);
  }
  return running === undefined ? sum.dividedBy(values.length) : running.total;
}

/** Population variance (Welford). NaN for no values, and where a value is not finite. */
export function varianceOf(values: readonly number[]): number {
  let count = 0;
  const mean = new KahanSum();
  const squares = new KahanSum();
  for (const value of values) {
    count += 1;
    const delta = value - mean.total;
    mean.add(delta / count);
    squares.add(delta * (value - mean.total));
  }
  return squares.total / count;
}
