// histogram_quantile over classic histograms: one series for each upper bound `le`, counts cumulative.
import { labelOf, labelsKey, withoutLabels, withoutName, type Labels } from '../labels.ts';
import type { Element } from '../engine/evaluator.ts';

interface Bucket {
  readonly upper: number;
  readonly count: number;
}

/** Counts that differ by less than this part of themselves differ by rounding alone. */
const INSIGNIFICANT = 1e-12;

export function histogramQuantile(quantile: number, elements: readonly Element[]): readonly Element[] {
  const histograms = new Map<string, { readonly labels: Labels; readonly buckets: Bucket[] }>();
  for (const { labels, value } of elements) {
    const upper = parseBound(labelOf(labels, 'le'));
    if (upper === undefined) continue;
    const rest = withoutLabels(labels, ['le']);
    const key = labelsKey(rest);
    const histogram = histograms.get(key) ?? { labels: withoutName(rest), buckets: [] };
    histogram.buckets.push({ upper, count: value });
    histograms.set(key, histogram);
  }
  return [...histograms.values()].map(({ labels, buckets }) => ({ labels, value: bucketQuantile(quantile, buckets) }));
}

/** An element whose `le` is no number is no bucket. */
function parseBound(text: string): number | undefined {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function bucketQuantile(quantile: number, unsorted: readonly Bucket[]): number {
  if (Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const buckets = rising(merged(unsorted));
  const last = buckets.at(-1);
  const beforeLast = buckets.at(-2);
  if (last?.upper !== Infinity || beforeLast === undefined || last.count === 0) return NaN;
  const rank = quantile * last.count;
  const index = buckets.findIndex((bucket, position) => position === buckets.length - 1 || bucket.count >= rank);
  const bucket = buckets[index];
  // Nothing is known about the size of what lies beyond the last finite bound.
  if (bucket === undefined || bucket === last) return beforeLast.upper;
  if (index === 0 && bucket.upper <= 0) return bucket.upper;
  const below = buckets[index - 1] ?? { upper: 0, count: 0 };
  return below.upper + (bucket.upper - below.upper) * ((rank - below.count) / (bucket.count - below.count));
}

/** Sorted by bound; equal bounds (`1` and `1.0`) are added up. */
function merged(unsorted: readonly Bucket[]): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (const bucket of unsorted.toSorted((a, b) => (a.upper < b.upper ? -1 : a.upper > b.upper ? 1 : 0))) {
    const before = buckets.at(-1);
    if (before?.upper === bucket.upper) buckets[buckets.length - 1] = { upper: bucket.upper, count: before.count + bucket.count };
    else buckets.push(bucket);
  }
  return buckets;
}

/** Scrapes are not atomic and rates round: a count that falls is raised to the one before it. */
function rising(buckets: readonly Bucket[]): readonly Bucket[] {
  let previous = buckets[0]?.count ?? NaN;
  return buckets.map((bucket) => {
    if (bucket.count < previous || almostEqual(previous, bucket.count)) return { upper: bucket.upper, count: previous };
    previous = bucket.count;
    return bucket;
  });
}

function almostEqual(a: number, b: number): boolean {
  if (a === b) return true;
  if (a === 0 || b === 0) return false;
  return Math.abs(a - b) / Math.min(Math.abs(a) + Math.abs(b), Number.MAX_VALUE) < INSIGNIFICANT;
}
