// What a benchmark yields: figures, each one a row of the table. Ours and the comparison are measured in turns within one run, and
// the ratio is taken round by round: on a shared machine absolute times wander by half, ratios by a tenth.

export interface Figure {
  /** Key in budgets.json: the benchmark's name, a dot, what is measured. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** One value a round. */
  readonly ours: readonly number[];
  /** What ours is compared with, in the same unit; its values belong to the same rounds. Absent where a peer is not installed. */
  readonly other: Comparison | undefined;
  /** Words beside the row. */
  readonly note?: string;
}

export interface Comparison {
  readonly title: string;
  readonly values: readonly number[];
}

export interface Benchmark {
  readonly name: string;
  readonly run: (wishes: Wishes) => Promise<readonly Figure[]>;
}

export interface Wishes {
  /** Rows for a benchmark that takes millions; each has its own number where none is wished. */
  readonly rows?: number;
}

/** The median of the rounds' ratios; undefined without a comparison. */
export function ratioOf({ ours, other }: Figure): number | undefined {
  if (other === undefined) return undefined;
  return median(ours.map((value, round) => value / (other.values[round] ?? Number.NaN)));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share of all values does not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Both sides of a comparison, round by round, each round beginning with the other one. */
export async function inTurns(
  rounds: number,
  ours: (round: number) => number | Promise<number>,
  theirs: (round: number) => number | Promise<number>,
): Promise<{ readonly ours: readonly number[]; readonly theirs: readonly number[] }> {
  const values = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 1) values.theirs.push(await theirs(round));
    values.ours.push(await ours(round));
    if (round % 2 === 0) values.theirs.push(await theirs(round));
  }
  return values;
}
