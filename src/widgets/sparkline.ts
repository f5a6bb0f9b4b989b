// A row of blocks: how a number went over time, in as many cells as there are.
import { own, type SafeText } from '../lib/text.ts';

const BLOCKS = [...'▁▂▃▄▅▆▇█'];
const ASCII = [...'_.-:=+*#'];

export interface SparkOptions {
  readonly unicode: boolean;
  /** Value of the lowest block; the least of the values when absent. */
  readonly min?: number;
  /** Value of the highest block; the greatest of the values when absent. */
  readonly max?: number;
}

/** One cell a value; undefined and NaN are blank, so that missing data is seen as missing. */
export function sparkline(values: readonly (number | undefined)[], options: SparkOptions): SafeText {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const min = options.min ?? least(known);
  const max = options.max ?? greatest(known);
  const blocks = options.unicode ? BLOCKS : ASCII;
  return own(values.map((value) => cell(value, min, max, blocks)).join(''));
}

function cell(value: number | undefined, min: number, max: number, blocks: readonly string[]): string {
  if (value === undefined || Number.isNaN(value)) return ' ';
  if (value === Infinity) return blocks.at(-1) ?? ' ';
  if (value === -Infinity || max <= min) return blocks[max <= min && max > 0 ? 3 : 0] ?? ' ';
  const step = Math.floor(((value - min) / (max - min)) * blocks.length);
  return blocks[Math.min(blocks.length - 1, Math.max(0, step))] ?? ' ';
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** Values by cell: the mean of the points that fall into each of `cells` equal parts of the span; undefined where none does. */
export function resample(points: readonly { readonly at: number; readonly value: number }[], from: number, to: number, cells: number): (number | undefined)[] {
  const sums = new Array<number>(cells).fill(0);
  const counts = new Array<number>(cells).fill(0);
  for (const point of points) {
    const index = Math.floor(((point.at - from) / Math.max(1, to - from)) * cells);
    if (index < 0 || index >= cells) continue;
    sums[index] = (sums[index] ?? 0) + point.value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return sums.map((sum, index) => ((counts[index] ?? 0) > 0 ? sum / (counts[index] ?? 1) : undefined));
}
