// Quantiles of plain values, by linear interpolation.

/** NaN for no values and for a NaN quantile; below 0 and above 1 give minus and plus infinity. NaN sorts first. */
export function quantileOf(quantile: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const sorted = values.toSorted(ascending);
  const rank = quantile * (sorted.length - 1);
  const below = Math.floor(rank);
  const weight = rank - below;
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] ?? NaN;
  return low * (1 - weight) + high * weight;
}

function ascending(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
