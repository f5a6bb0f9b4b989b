// Puts the spans of a trace in their places. Every span is exactly one node, for any parent graph: what has no place stands at the
// root with a mark. Nothing here recurses, so that a chain of any depth fits.
import { micros, shift, type Micros } from '../lib/micros.ts';
import type { SpanRecord } from '../model/signal.ts';
import type { SpanOddity, TraceTree } from '../model/trace.ts';

interface Draft {
  readonly span: SpanRecord;
  readonly end: Micros;
  parent: Draft | undefined;
  depth: number;
  readonly children: Draft[];
  oddity: SpanOddity | undefined;
  selfTime: number;
  below: number;
}

/**
 * O(n log n). Of several spans with one id the first to start has the children. A parent that never arrived makes an orphan; of spans
 * that are each other's ancestors the first to start stands at the root.
 */
export function buildTrace(spans: readonly SpanRecord[]): TraceTree {
  const nodes = spans.toSorted((a, b) => a.at - b.at || a.seq - b.seq).map(draftOf);
  adopt(nodes);
  breakCycles(nodes);
  const roots: Draft[] = [];
  for (const node of nodes) (node.parent?.children ?? roots).push(node);
  const order = measure(roots);
  let to = 0;
  let errors = 0;
  for (const node of order) {
    to = Math.max(to, node.end);
    if (node.span.status === 'error') errors += 1;
  }
  return { roots, from: roots[0]?.span.at ?? micros(0), to: micros(to), spans: nodes.length, errors };
}

/** When the span ended. */
export function endOf(span: SpanRecord): Micros {
  return shift(span.at, span.duration);
}

function draftOf(span: SpanRecord): Draft {
  return { span, end: endOf(span), parent: undefined, depth: 0, children: [], oddity: undefined, selfTime: 0, below: 0 };
}

function adopt(nodes: readonly Draft[]): void {
  const byId = new Map<string, Draft>();
  for (const node of nodes) {
    if (byId.has(node.span.spanId)) node.oddity = 'duplicate';
    else byId.set(node.span.spanId, node);
  }
  for (const node of nodes) {
    const { parentId } = node.span;
    if (parentId === undefined) continue;
    node.parent = byId.get(parentId);
    if (node.parent === undefined) node.oddity = 'orphan';
    else if (node.oddity === undefined && !isInside(node, node.parent)) node.oddity = 'outside-parent';
  }
}

function isInside(child: Draft, parent: Draft): boolean {
  return child.span.at >= parent.span.at && child.end <= parent.end;
}

/** Nodes come in order of start: the first one of a cycle that is met from outside need not be its earliest, so each cycle is walked once. */
function breakCycles(nodes: readonly Draft[]): void {
  const place = new Map(nodes.map((node, index) => [node, index]));
  const walked = new Map<Draft, Draft>();
  for (const start of nodes) {
    let node: Draft | undefined = start;
    while (node !== undefined && !walked.has(node)) {
      walked.set(node, start);
      node = node.parent;
    }
    // Only a walk that runs into its own trail has found a new cycle.
    if (node === undefined || walked.get(node) !== start) continue;
    let first = node;
    for (let next = node.parent; next !== undefined && next !== node; next = next.parent) {
      if ((place.get(next) ?? 0) < (place.get(first) ?? 0)) first = next;
    }
    first.parent = undefined;
    first.oddity = 'cycle';
  }
}

/** Fills in depth, self time and what is below; gives all nodes, parents before their children. */
function measure(roots: readonly Draft[]): readonly Draft[] {
  const order: Draft[] = [...roots];
  for (const node of order) {
    for (const child of node.children) {
      child.depth = node.depth + 1;
      order.push(child);
    }
  }
  for (const node of order.toReversed()) {
    node.selfTime = selfTimeOf(node);
    if (node.parent !== undefined) node.parent.below += node.below + 1;
  }
  return order;
}

/** The part of the span that no child covers. Children come in order of start, so one pass joins them. */
function selfTimeOf({ span, end, children }: Draft): number {
  let covered = 0;
  let upTo: number = span.at;
  for (const child of children) {
    const until = Math.min(child.end, end);
    if (until <= upTo) continue;
    covered += until - Math.max(upTo, child.span.at);
    upTo = until;
  }
  return end - span.at - covered;
}
