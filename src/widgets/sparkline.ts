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

interface At {
  readonly at: number;
  readonly value: number;
}

/**
 * Values by cell: the mean of the points that fall into each of `cells` equal parts of the span. Cells between two points of an
 * ordinary distance lie on the line between them; where points are missing for longer, cells stay undefined.
 */
export function resample(points: readonly At[], from: number, to: number, cells: number): (number | undefined)[] {
  const sums = Array.from({ length: cells }, () => 0);
  const counts = Array.from({ length: cells }, () => 0);
  const cellOf = (at: number): number => Math.floor(((at - from) / Math.max(1, to - from)) * cells);
  for (const point of points) {
    const index = cellOf(point.at);
    if (index < 0 || index >= cells) continue;
    sums[index] = (sums[index] ?? 0) + point.value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const values = sums.map((sum, index) => ((counts[index] ?? 0) > 0 ? sum / (counts[index] ?? 1) : undefined));
  const longest = 2.5 * ordinaryDistance(points);
  for (let index = 1; index < points.length; index += 1) {
    const before = points[index - 1];
    const after = points[index];
    if (before !== undefined && after !== undefined && after.at - before.at <= longest) bridge(values, before, after, cellOf);
  }
  return values;
}

function bridge(values: (number | undefined)[], before: At, after: At, cellOf: (at: number) => number): void {
  const first = cellOf(before.at);
  const last = cellOf(after.at);
  for (let index = Math.max(0, first + 1); index < Math.min(last, values.length); index += 1) {
    values[index] ??= before.value + ((after.value - before.value) * (index - first)) / (last - first);
  }
}

/** The median distance of neighbours. */
function ordinaryDistance(points: readonly At[]): number {
  const distances = points.slice(1).map((point, index) => point.at - (points[index]?.at ?? point.at));
  return distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? 0;
}
