// Which of several runs kept a stretch of time from ending: at each moment the one that runs and ends last; of those that end together
// the one that began first.

export interface Run<T> {
  readonly of: T;
  readonly from: number;
  readonly to: number;
}

/**
 * The pieces of `lo <= t < hi` with their run, newest first; `of` is undefined where none runs. They cover the stretch without overlap.
 * Going back from the end, a run that is chosen stays so until its own begin, because whatever ends later would have been chosen before.
 */
export function lastFinishing<T>(runs: readonly Run<T>[], lo: number, hi: number): Run<T | undefined>[] {
  const pieces: Run<T | undefined>[] = [];
  let cursor = hi;
  for (const run of runs.toSorted((a, b) => b.to - a.to || a.from - b.from)) {
    const to = Math.min(cursor, run.to);
    const from = Math.max(lo, run.from);
    if (from >= to) continue;
    if (to < cursor) pieces.push({ of: undefined, from: to, to: cursor });
    pieces.push({ of: run.of, from, to });
    cursor = from;
  }
  if (lo < cursor) pieces.push({ of: undefined, from: lo, to: cursor });
  return pieces;
}
