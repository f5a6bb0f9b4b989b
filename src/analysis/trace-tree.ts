// Puts the spans of a trace in their places. Every span is exactly one node, for any parent graph: what has no place stands at the
// root with a mark. Nothing here recurses, so that a chain of any depth fits.
import { micros, shift, type Micros } from '../lib/micros.ts';
import type { SpanRecord } from '../model/signal.ts';
import type { TraceNode, TraceTree } from '../model/trace.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Writable<Omit<TraceNode, 'children'>> & { readonly children: Draft[] };

interface Place {
  readonly node: Draft;
  readonly end: Micros;
  /** In order of start over the whole trace. */
  readonly index: number;
  parent: Place | undefined;
}

/**
 * O(n log n). Of several spans with one id the first to start has the children. A parent that never arrived makes an orphan; of spans
 * that are each other's ancestors the first to start stands at the root. Where two oddities meet, `cycle` and `orphan` are told before
 * `duplicate`, and that before `outside-parent`.
 */
export function buildTrace(spans: readonly SpanRecord[]): TraceTree {
  const places = spans.toSorted((a, b) => a.at - b.at || a.seq - b.seq).map(placeOf);
  adopt(places);
  breakCycles(places);
  const roots: Draft[] = [];
  for (const { node, parent } of places) (parent?.node.children ?? roots).push(node);
  measure(roots);
  let to: number = 0;
  let errors = 0;
  for (const { node, end } of places) {
    to = Math.max(to, end);
    if (node.span.status === 'error') errors += 1;
  }
  return { roots, from: places[0]?.node.span.at ?? micros(0), to: micros(to), spans: places.length, errors };
}

/** When the span ended. */
export function endOf(span: SpanRecord): Micros {
  return shift(span.at, span.duration);
}

/** Every span once, parents before their children, siblings in order of start. */
export function nodesOf(tree: TraceTree): readonly TraceNode[] {
  const nodes: TraceNode[] = [];
  const waiting = tree.roots.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.push(node);
    for (const child of node.children.toReversed()) waiting.push(child);
  }
  return nodes;
}

function placeOf(span: SpanRecord, index: number): Place {
  return { node: { span, depth: 0, children: [], oddity: undefined, selfTime: 0, below: 0 }, end: endOf(span), index, parent: undefined };
}

function adopt(places: readonly Place[]): void {
  const byId = new Map<string, Place>();
  for (const place of places) {
    if (byId.has(place.node.span.spanId)) place.node.oddity = 'duplicate';
    else byId.set(place.node.span.spanId, place);
  }
  for (const place of places) {
    const { node } = place;
    if (node.span.parentId === undefined) continue;
    const parent = byId.get(node.span.parentId);
    place.parent = parent;
    if (parent === undefined) node.oddity = 'orphan';
    else if (node.oddity === undefined && (node.span.at < parent.node.span.at || place.end > parent.end)) node.oddity = 'outside-parent';
  }
}

/** Every chain of parents is walked up to what was walked before; only a walk that runs into its own trail has found a cycle. */
function breakCycles(places: readonly Place[]): void {
  const walkedFrom = new Map<Place, Place>();
  for (const start of places) {
    let place: Place | undefined = start;
    while (place !== undefined && !walkedFrom.has(place)) {
      walkedFrom.set(place, start);
      place = place.parent;
    }
    if (place === undefined || walkedFrom.get(place) !== start) continue;
    const first = firstOfCycle(place);
    first.parent = undefined;
    first.node.oddity = 'cycle';
  }
}

function firstOfCycle(member: Place): Place {
  let first = member;
  for (let next = member.parent; next !== undefined && next !== member; next = next.parent) if (next.index < first.index) first = next;
  return first;
}

/** Fills in depth, self time and what is below. */
function measure(roots: readonly Draft[]): void {
  const parentsFirst: Draft[] = [...roots];
  for (const node of parentsFirst) {
    for (const child of node.children) {
      child.depth = node.depth + 1;
      parentsFirst.push(child);
    }
  }
  for (const node of parentsFirst.toReversed()) {
    node.selfTime = selfTimeOf(node);
    for (const child of node.children) node.below += child.below + 1;
  }
}

/** The part of the span that no child covers. Children come in order of start, so one pass joins them. */
function selfTimeOf({ span, children }: Draft): number {
  const end = endOf(span);
  let covered = 0;
  let upTo: number = span.at;
  for (const child of children) {
    const until = Math.min(endOf(child.span), end);
    const begin = Math.max(upTo, child.span.at);
    if (until <= begin) continue;
    covered += until - begin;
    upTo = until;
  }
  return end - span.at - covered;
}
