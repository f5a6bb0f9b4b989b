// Two traces laid over each other: a span of one belongs to that of the other which is reached by the same path of services and names,
// the first of several alike to the first, the second to the second. Every span of both is in exactly one pair. Nothing here recurses,
// so that a chain of any depth fits.
import type { Micros } from '../lib/micros.ts';
import type { TraceNode, TraceTree } from '../model/trace.ts';

export type SpanChange = 'same' | 'added' | 'removed' | 'slower' | 'faster';

/** `new` where only the second one failed, `gone` where only the first did. */
export type ErrorChange = 'none' | 'both' | 'new' | 'gone';

/** The same step of both traces, or a step that only one of them has; at least one of `a` and `b` is there. */
export interface SpanPair {
  readonly a: TraceNode | undefined;
  readonly b: TraceNode | undefined;
  readonly depth: number;
  /** In order of start, each counted from the beginning of its own trace. */
  readonly children: readonly SpanPair[];
  readonly change: SpanChange;
  readonly errors: ErrorChange;
  /** Duration of `b` less that of `a`, microseconds; one that is missing counts as 0. */
  readonly delta: number;
  /** Pairs below it. */
  readonly below: number;
  /** Something in it or below it changed. */
  readonly differs: boolean;
}

export interface TraceDiff {
  readonly a: TraceTree;
  readonly b: TraceTree;
  readonly roots: readonly SpanPair[];
  /** Every pair, parents before their children. */
  readonly pairs: readonly SpanPair[];
  readonly changes: Readonly<Record<SpanChange, number>>;
  readonly errors: Readonly<Record<ErrorChange, number>>;
  /** A change of less than this is none, microseconds. */
  readonly noise: number;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Writable<Omit<SpanPair, 'children'>> & { children: readonly Draft[] };

/** A change smaller than this part of the quicker span, or than this part of the longer trace, is noise. */
const LEAST_OF_SPAN = 0.1;
const LEAST_OF_TRACE = 0.005;

/** O(n log n). */
export function diffTraces(a: TraceTree, b: TraceTree): TraceDiff {
  const noise = LEAST_OF_TRACE * Math.max(a.to - a.from, b.to - b.from);
  const begins = { a: a.from, b: b.from };
  const roots = pairUp(a.roots, b.roots, 0, begins, noise);
  const pairs: Draft[] = [...roots];
  for (const pair of pairs) {
    pair.children = pairUp(pair.a?.children ?? [], pair.b?.children ?? [], pair.depth + 1, begins, noise);
    for (const child of pair.children) pairs.push(child);
  }
  const changes = { same: 0, added: 0, removed: 0, slower: 0, faster: 0 };
  const errors = { none: 0, both: 0, new: 0, gone: 0 };
  for (const pair of pairs.toReversed()) {
    changes[pair.change] += 1;
    errors[pair.errors] += 1;
    for (const child of pair.children) {
      pair.below += child.below + 1;
      pair.differs ||= child.differs;
    }
  }
  return { a, b, roots, pairs, changes, errors, noise };
}

/** What spans must have in common, besides their parents, to be the same step. */
export function stepOf({ a, b }: Pick<SpanPair, 'a' | 'b'>): string {
  const span = (a ?? b)?.span;
  return JSON.stringify([span?.service, span?.name]);
}

/** From durations in microseconds; undefined where there is none. */
export function changeOf(a: number | undefined, b: number | undefined, noise: number): SpanChange {
  if (a === undefined) return b === undefined ? 'same' : 'added';
  if (b === undefined) return 'removed';
  if (Math.abs(b - a) <= Math.max(noise, LEAST_OF_SPAN * Math.min(a, b))) return 'same';
  return b > a ? 'slower' : 'faster';
}

interface Begins {
  readonly a: Micros;
  readonly b: Micros;
}

function pairUp(as: readonly TraceNode[], bs: readonly TraceNode[], depth: number, begins: Begins, noise: number): readonly Draft[] {
  const waiting = Map.groupBy(bs.toReversed(), (b) => stepOf({ a: undefined, b }));
  const pairs = as.map((a) => pairOf(a, waiting.get(stepOf({ a, b: undefined }))?.pop(), depth, noise));
  for (const left of waiting.values()) for (const b of left.toReversed()) pairs.push(pairOf(undefined, b, depth, noise));
  const starts = new Map(pairs.map((pair) => [pair, Math.min(offset(pair.a, begins.a), offset(pair.b, begins.b))]));
  return pairs.toSorted((one, other) => (starts.get(one) ?? 0) - (starts.get(other) ?? 0));
}

function offset(node: TraceNode | undefined, begin: Micros): number {
  return node === undefined ? Infinity : node.span.at - begin;
}

function pairOf(a: TraceNode | undefined, b: TraceNode | undefined, depth: number, noise: number): Draft {
  const change = changeOf(a?.span.duration, b?.span.duration, noise);
  const errors = errorsOf(failed(a), failed(b));
  const delta = (b?.span.duration ?? 0) - (a?.span.duration ?? 0);
  return { a, b, depth, children: [], change, errors, delta, below: 0, differs: change !== 'same' || errors === 'new' || errors === 'gone' };
}


function errorsOf(a: boolean, b: boolean): ErrorChange {
  if (a && b) return 'both';
  return a ? 'gone' : b ? 'new' : 'none';
}

function failed(node: TraceNode | undefined): boolean {
  return node?.span.status === 'error';
}
