// What a row that stands for many spans adds up to. Kept with its group: it may stand for every span of a long trace.
import type { RepeatGroup } from '../../analysis/repeats.ts';
import { endOf } from '../../analysis/trace-tree.ts';
import { micros, type Interval } from '../../lib/micros.ts';
import type { SpanOddity, TraceNode } from '../../model/trace.ts';
import type { LoadedTrace } from './loaded.ts';

export interface GroupFacts {
  /** From the first start to the last end. */
  readonly at: Interval;
  readonly selfTime: number;
  readonly below: number;
  readonly oddity: SpanOddity | undefined;
  /** At most a few hundred stretches, which is more than any bar has cells. */
  readonly critical: readonly Interval[];
  readonly criticalTime: number;
  readonly longest: number;
}

const MOST_STRETCHES = 300;

const known = new WeakMap<RepeatGroup, GroupFacts>();

export function groupFacts(group: RepeatGroup, trace: LoadedTrace): GroupFacts {
  const before = known.get(group);
  if (before !== undefined) return before;
  const facts = added(group, trace);
  known.set(group, facts);
  return facts;
}

/** Time of a span on the critical path, microseconds. */
export function criticalTime(node: TraceNode, trace: LoadedTrace): number {
  return (trace.critical.get(node) ?? []).reduce((sum, { from, to }) => sum + (to - from), 0);
}

function added({ nodes }: RepeatGroup, trace: LoadedTrace): GroupFacts {
  let to = 0;
  let selfTime = 0;
  let below = 0;
  let onPath = 0;
  let longest = 0;
  const critical: Interval[] = [];
  for (const node of nodes) {
    to = Math.max(to, endOf(node.span));
    selfTime += node.selfTime;
    below += node.below + 1;
    longest = Math.max(longest, node.span.duration);
    onPath += criticalTime(node, trace);
    if (critical.length < MOST_STRETCHES) for (const stretch of trace.critical.get(node) ?? []) critical.push({ from: stretch.from, to: stretch.to });
  }
  const at = { from: nodes[0]?.span.at ?? micros(0), to: micros(to) };
  return { at, selfTime, below, oddity: nodes.find((node) => node.oddity !== undefined)?.oddity, critical, criticalTime: onPath, longest };
}
