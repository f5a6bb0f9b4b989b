// Everything that can be said of one trace by itself: where its time went, what failed, what repeats, what is out of place.
import type { TraceNode, TraceTree } from '../model/trace.ts';
import { bottleneck, type Bottleneck } from './bottleneck.ts';
import { criticalPath } from './critical-path.ts';
import { foldRepeats } from './repeats.ts';
import { nodesOf } from './trace-tree.ts';

/** Spans of one name and one service, however often and wherever they stand. */
export interface Step {
  readonly name: string;
  readonly service: string | undefined;
  readonly count: number;
  /** Microseconds, added up. */
  readonly time: number;
}

interface Repeat {
  readonly name: string;
  readonly service: string | undefined;
  readonly parent: string | undefined;
  readonly count: number;
  /** Added up, microseconds. */
  readonly duration: number;
}

export interface TraceAnalysis {
  readonly traceId: string;
  readonly tree: TraceTree;
  readonly bottleneck: Bottleneck | undefined;
  /** Microseconds. */
  readonly criticalTime: number;
  /** Times on the critical path, the longest first. */
  readonly critical: readonly Step[];
  /** Times in which no span below ran, the longest first. */
  readonly alone: readonly Step[];
  /** In order of the tree. */
  readonly errors: readonly TraceNode[];
  /** The most often first. */
  readonly repeats: readonly Repeat[];
  readonly odd: readonly TraceNode[];
}

export function analyseTrace(traceId: string, tree: TraceTree): TraceAnalysis {
  const path = criticalPath(tree);
  const times = new Map<TraceNode, number>();
  for (const { node, from, to } of path) times.set(node, (times.get(node) ?? 0) + (to - from));
  const criticalTime = path.reduce((total, { from, to }) => total + (to - from), 0);
  const nodes = nodesOf(tree);
  return {
    traceId, tree, bottleneck: bottleneck(tree, path), criticalTime,
    critical: stepsOf(times),
    alone: stepsOf(nodes.map((node) => [node, node.selfTime])),
    errors: nodes.filter(({ span }) => span.status === 'error'),
    repeats: [...repeatsOf(tree.roots, undefined), ...nodes.flatMap((node) => repeatsOf(node.children, node.span.name))].toSorted((a, b) => b.count - a.count),
    odd: nodes.filter(({ oddity }) => oddity !== undefined),
  };
}

function stepsOf(times: Iterable<readonly [TraceNode, number]>): readonly Step[] {
  const alike = Map.groupBy([...times].filter(([, time]) => time > 0), ([{ span }]) => JSON.stringify([span.service, span.name]));
  const steps = [...alike.values()].flatMap((entries): readonly Step[] => {
    const span = entries[0]?.[0].span;
    return span === undefined ? [] : [{ name: span.name, service: span.service, count: entries.length, time: entries.reduce((total, [, time]) => total + time, 0) }];
  });
  return steps.toSorted((a, b) => b.time - a.time);
}

function repeatsOf(siblings: readonly TraceNode[], parent: string | undefined): readonly Repeat[] {
  if (siblings.length === 0) return [];
  return foldRepeats(siblings).flatMap((row) => (row.kind === 'repeats' ? [{ name: row.name, service: row.service, parent, count: row.count, duration: row.duration }] : []));
}
