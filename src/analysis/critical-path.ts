// What kept a trace from ending earlier. Going back from the end, the child that finishes last among those running keeps its parent
// waiting; where no child runs, the span itself works. A span is taken to run as long as anything below it does, so that work that
// outlives its parent, and children of skewed clocks, are on the path; for nested spans that is the span's own time.
import { micros } from '../lib/micros.ts';
import type { CriticalStretch, TraceNode, TraceTree } from '../model/trace.ts';
import { lastFinishing, type Run } from './last-finishing.ts';
import { endOf } from './trace-tree.ts';

interface Piece {
  readonly node: TraceNode;
  readonly root: TraceNode;
  readonly from: number;
  readonly to: number;
  /** No child runs here. */
  readonly alone: boolean;
}

/**
 * In order of time, without overlap, none empty; O(n log n). Where the span that is waited for has not begun or is over already while
 * something below it is still to come, its root has the time; where the root does not run either there is no stretch.
 */
export function criticalPath(tree: TraceTree): readonly CriticalStretch[] {
  const runs = runsOf(tree);
  const newestFirst: CriticalStretch[] = [];
  const roots = lastFinishing(known(tree.roots, runs), tree.from, tree.to);
  const open = roots.toReversed().flatMap(({ of: node, from, to }): Piece[] => (node === undefined ? [] : [{ node, root: node, from, to, alone: false }]));
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (piece.alone) keepAll(newestFirst, piece);
    else for (const inner of within(piece, runs).toReversed()) open.push(inner);
  }
  return newestFirst.toReversed();
}

/** The pieces of a piece, newest first. */
function within({ node, root, from, to }: Piece, runs: ReadonlyMap<TraceNode, Run<TraceNode>>): readonly Piece[] {
  return lastFinishing(known(node.children, runs), from, to).map((run) => ({ node: run.of ?? node, root, from: run.from, to: run.to, alone: run.of === undefined }));
}

function keepAll(newestFirst: CriticalStretch[], { node, root, from, to }: Piece): void {
  const begin = Math.min(Math.max(from, node.span.at), to);
  const end = Math.max(Math.min(to, endOf(node.span)), begin);
  keep(newestFirst, root, Math.max(end, root.span.at), Math.min(to, endOf(root.span)));
  keep(newestFirst, node, begin, end);
  keep(newestFirst, root, Math.max(from, root.span.at), Math.min(begin, endOf(root.span)));
}

function keep(newestFirst: CriticalStretch[], node: TraceNode, from: number, to: number): void {
  if (from >= to) return;
  const next = newestFirst.at(-1);
  if (next?.node === node && next.from === to) newestFirst[newestFirst.length - 1] = { node, from: micros(from), to: next.to };
  else newestFirst.push({ node, from: micros(from), to: micros(to) });
}

/** Of every node the stretch from the first start to the last end of it and of what is below. */
function runsOf(tree: TraceTree): ReadonlyMap<TraceNode, Run<TraceNode>> {
  const order: TraceNode[] = [...tree.roots];
  for (const node of order) for (const child of node.children) order.push(child);
  const runs = new Map<TraceNode, Run<TraceNode>>();
  for (const node of order.toReversed()) {
    let from: number = node.span.at;
    let to: number = endOf(node.span);
    for (const run of known(node.children, runs)) {
      from = Math.min(from, run.from);
      to = Math.max(to, run.to);
    }
    runs.set(node, { of: node, from, to });
  }
  return runs;
}

function known(nodes: readonly TraceNode[], runs: ReadonlyMap<TraceNode, Run<TraceNode>>): Run<TraceNode>[] {
  return nodes.flatMap((node) => runs.get(node) ?? []);
}
