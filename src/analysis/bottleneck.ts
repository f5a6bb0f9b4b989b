// The span that has the largest part of the critical path, and a sentence that says so.
import { MILLI } from '../lib/micros.ts';
import type { CriticalStretch, TraceNode, TraceTree } from '../model/trace.ts';
import { criticalPath } from './critical-path.ts';

export interface Bottleneck {
  readonly node: TraceNode;
  /** Its time on the critical path, microseconds; less than its duration where it waits for others. */
  readonly time: number;
  /** Of the whole critical path, above 0 and at most 1. */
  readonly share: number;
  /** Holds the name as the source wrote it. */
  readonly words: string;
}

/** Undefined where nothing takes any time; of equal ones the first on the path. */
export function bottleneck(tree: TraceTree, path: readonly CriticalStretch[] = criticalPath(tree)): Bottleneck | undefined {
  const times = new Map<TraceNode, number>();
  let total = 0;
  for (const { node, from, to } of path) {
    times.set(node, (times.get(node) ?? 0) + (to - from));
    total += to - from;
  }
  let most: TraceNode | undefined;
  let time = 0;
  for (const [node, spent] of times) {
    if (spent <= time) continue;
    most = node;
    time = spent;
  }
  if (most === undefined) return undefined;
  const share = time / total;
  return { node: most, time, share, words: `${most.span.name} ${lasting(time)} is ${partWords(share)} of the critical path` };
}

function lasting(time: number): string {
  if (time < MILLI) return `${time} µs`;
  return `${time < 10 * MILLI ? (time / MILLI).toFixed(1) : Math.round(time / MILLI)} ms`;
}

/** A part is never called all of it, nor nothing. */
export function partWords(share: number): string {
  if (share < 0.01) return 'less than 1 %';
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100} %`;
}
