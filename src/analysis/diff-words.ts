// What two traces differ in, in words: how much longer one took, which step is to blame for it, and how many steps changed.
import { count, many, value } from '../lib/format.ts';
import { MILLI } from '../lib/micros.ts';
import type { TraceNode, TraceTree } from '../model/trace.ts';
import { partWords } from './bottleneck.ts';
import { criticalPath } from './critical-path.ts';
import { stepOf, type SpanPair, type TraceDiff } from './trace-diff.ts';

export interface Blame {
  /** One step below one parent: a single pair, or repeats. */
  readonly pairs: readonly SpanPair[];
  /** What it added to the critical path, microseconds; below 0 where the second trace is the quicker one. */
  readonly time: number;
  /** Of the difference of both critical paths, above 0; above 1 where other steps made up for some of it. */
  readonly share: number;
  /** Holds the name as the source wrote it. */
  readonly words: string;
}

/** A smaller part of the longer trace is no difference. */
const LEAST = 0.01;

/**
 * The step with the largest part in the difference. What each step has on the critical path of its trace adds up to the whole of it, so
 * the changes of all steps add up to the difference, and none is counted twice. Undefined where both take as long.
 */
export function blame({ a, b, roots, pairs }: TraceDiff): Blame | undefined {
  const [before, after] = [timesOf(a), timesOf(b)];
  const gain = (pair: SpanPair): number => timeOf(after, pair.b) - timeOf(before, pair.a);
  const whole = sum(after.values()) - sum(before.values());
  if (Math.abs(whole) <= LEAST * Math.max(sum(before.values()), sum(after.values()))) return undefined;
  let most: Pick<Blame, 'pairs' | 'time'> = { pairs: [], time: 0 };
  for (const siblings of [roots, ...pairs.map(({ children }) => children)]) {
    for (const alike of Map.groupBy(siblings, stepOf).values()) {
      const time = sum(alike.map(gain));
      if (time * Math.sign(whole) > Math.abs(most.time)) most = { pairs: alike, time };
    }
  }
  const share = most.time / whole;
  return { ...most, share, words: blameWords(most.pairs, most.time, share) };
}

function timesOf(tree: TraceTree): ReadonlyMap<TraceNode, number> {
  const times = new Map<TraceNode, number>();
  for (const { node, from, to } of criticalPath(tree)) times.set(node, (times.get(node) ?? 0) + (to - from));
  return times;
}

function timeOf(times: ReadonlyMap<TraceNode, number>, node: TraceNode | undefined): number {
  return node === undefined ? 0 : (times.get(node) ?? 0);
}

function sum(times: Iterable<number>): number {
  let total = 0;
  for (const time of times) total += time;
  return total;
}

function blameWords(pairs: readonly SpanPair[], time: number, share: number): string {
  const [first] = pairs;
  const name = (first?.a ?? first?.b)?.span.name ?? '';
  const part = share > 1 ? 'more than the whole difference' : `${partWords(share)} of the difference`;
  return `${timesWords(pairs, name)} ${how(pairs, time)} is ${part}`;
}

function timesWords(pairs: readonly SpanPair[], name: string): string {
  if (pairs.length === 1) return name;
  const [a, b] = [pairs.filter((pair) => pair.a !== undefined).length, pairs.filter((pair) => pair.b !== undefined).length];
  return a === b || a === 0 || b === 0 ? `${name} (${count(pairs.length)} times)` : `${name} (${count(a)} → ${count(b)} times)`;
}

function how(pairs: readonly SpanPair[], time: number): string {
  const took = lasting(Math.abs(time));
  if (pairs.every(({ a }) => a === undefined)) return `${took} added`;
  if (pairs.every(({ b }) => b === undefined)) return `${took} removed`;
  // What is below it is not counted here; the step as a whole may have changed by more.
  return `${took} ${time > 0 ? 'slower' : 'faster'}${pairs.some(({ children }) => children.length > 0) ? ' by itself' : ''}`;
}

/** How the second trace compares with the first as a whole: "1.78 s slower (×1.8)". */
export function wholeWords({ a, b }: Pick<TraceDiff, 'a' | 'b'>): string {
  const [before, after] = [a.to - a.from, b.to - b.from];
  const delta = after - before;
  if (Math.abs(delta) <= LEAST * Math.max(before, after)) return 'as long';
  const [less, more] = [Math.min(before, after), Math.max(before, after)];
  return `${lasting(Math.abs(delta))} ${delta > 0 ? 'slower' : 'faster'}${less === 0 ? '' : ` (${timesLonger(more / less)})`}`;
}

/** "×1.8", "×12"; a ratio beyond what anybody compares is only called large. */
export function timesLonger(ratio: number): string {
  if (ratio >= 999.5) return '×999+';
  return `×${ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0)}`;
}

/** Every kind of change with its number: "2 added, 1 slower, 1 new error". */
export function changeWords({ changes, errors }: Pick<TraceDiff, 'changes' | 'errors'>): string {
  const spans = (['added', 'removed', 'slower', 'faster'] as const).flatMap((change) => (changes[change] === 0 ? [] : [`${count(changes[change])} ${change}`]));
  const failures = [
    ...(errors.new === 0 ? [] : [`${count(errors.new)} new ${errors.new === 1 ? 'error' : 'errors'}`]),
    ...(errors.gone === 0 ? [] : [`${many(errors.gone, 'error')} gone`]),
  ];
  const all = [...spans, ...failures];
  return all.length === 0 ? 'no span differs' : all.join(', ');
}

function lasting(micros: number): string {
  return value(micros / MILLI, 'milliseconds');
}
