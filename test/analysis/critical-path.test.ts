import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottleneck } from '../../src/analysis/bottleneck.ts';
import { criticalPath } from '../../src/analysis/critical-path.ts';
import { buildTrace } from '../../src/analysis/trace-tree.ts';
import type { Seq } from '../../src/model/signal.ts';
import type { CriticalStretch, TraceNode, TraceTree } from '../../src/model/trace.ts';
import { aSpanRecord, spanRecords, type SpanRow } from '../support/spans.ts';
import { cpuMillis } from '../support/timing.ts';

function drawn(path: readonly CriticalStretch[]): string {
  return path.map(({ node, from, to }) => `${node.span.name} ${from}-${to}`).join(', ');
}

function pathOf(...rows: readonly SpanRow[]): string {
  return drawn(criticalPath(buildTrace(spanRecords(...rows))));
}

describe('the critical path', () => {
  it('is empty where nothing takes time', () => {
    expect(pathOf()).toBe('');
    expect(pathOf(['a', undefined, 5, 5], ['b', 'a', 5, 5])).toBe('');
  });

  it('goes through the children that kept their parent waiting, and through the parent between them', () => {
    expect(pathOf(['a', undefined, 0, 100], ['b', 'a', 10, 30], ['c', 'a', 40, 90], ['d', 'c', 50, 60])).toBe('a 0-10, b 10-30, a 30-40, c 40-50, d 50-60, c 60-90, a 90-100');
  });

  it('takes of children that run side by side the one that finishes last', () => {
    expect(pathOf(['a', undefined, 0, 100], ['b', 'a', 10, 80], ['c', 'a', 20, 90], ['d', 'a', 10, 20])).toBe('a 0-10, b 10-20, c 20-90, a 90-100');
  });

  it('takes of children that finish together the one that began first', () => {
    expect(pathOf(['a', undefined, 0, 10], ['b', 'a', 4, 8], ['c', 'a', 2, 8])).toBe('a 0-2, c 2-8, a 8-10');
  });

  it('follows work that outlives its parent and its root', () => {
    expect(pathOf(['a', undefined, 0, 10], ['b', 'a', 5, 50], ['c', 'b', 40, 60])).toBe('a 0-5, b 5-40, c 40-60');
  });

  it('gives a hole between a span and a skewed child to the root, and to nobody where the root is over', () => {
    expect(pathOf(['a', undefined, 0, 15], ['b', 'a', 2, 5], ['c', 'b', 20, 30])).toBe('a 0-2, b 2-5, a 5-15, c 20-30');
  });

  it('joins the paths of several roots', () => {
    expect(pathOf(['a', undefined, 0, 10], ['b', 'gone', 5, 20], ['c', 'gone', 30, 40])).toBe('a 0-5, b 5-20, c 30-40');
  });

  const span = fc.record({ parent: fc.nat(12), from: fc.nat(40), length: fc.nat(40), inside: fc.boolean() });
  const trees = fc.array(span, { minLength: 1, maxLength: 12 });

  it('equals what looking at every single moment gives, on 1,000 random trees', () => {
    fc.assert(
      fc.property(trees, (drafts) => {
        const tree = buildTrace(spanRecords(...rowsOf(drafts)));
        const path = criticalPath(tree);
        expect(moments(path)).toEqual(byHand(tree));
        for (const [index, { node, from, to }] of path.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(Math.max(node.span.at, path[index - 1]?.to ?? 0));
          expect(path[index - 1]).not.toMatchObject({ node: { span: node.span }, to: from });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['in a chain', (index: number) => index - 1],
    ['below one root', () => 0],
  ])('of 80,000 spans %s is found in a bounded time', (_, parentOf) => {
    const n = 80_000;
    const tree = buildTrace(Array.from({ length: n }, (_, index) => aSpanRecord(`s${index}`, index, 2 * n - index, { seq: (index + 1) as Seq, ...(index === 0 ? {} : { parentId: `s${parentOf(index)}` }) })));
    expect(cpuMillis(() => expect(criticalPath(tree).length).toBeGreaterThan(2))).toBeLessThan(2_000);
  });
});

/** About half of the spans are cut to fit into their parent; the others may lie anywhere. */
function rowsOf(drafts: readonly { readonly parent: number; readonly from: number; readonly length: number; readonly inside: boolean }[]): readonly SpanRow[] {
  const rows: [string, string | undefined, number, number][] = [];
  for (const [index, { parent, from, length, inside }] of drafts.entries()) {
    const above = rows[parent];
    const lo = inside && above !== undefined ? Math.min(Math.max(from, above[2]), above[3]) : from;
    const hi = inside && above !== undefined ? Math.min(lo + length, above[3]) : lo + length;
    rows.push([`s${index}`, above?.[0], lo, Math.max(lo, hi)]);
  }
  return rows;
}

const LONG = 100;

function moments(path: readonly CriticalStretch[]): (string | undefined)[] {
  return Array.from({ length: LONG }, (_, moment) => path.find(({ from, to }) => from <= moment && moment < to)?.node.span.spanId);
}

/** The definition, word by word, without any cleverness. */
function byHand(tree: TraceTree): (string | undefined)[] {
  return Array.from({ length: LONG }, (_, moment) => {
    const root = lastOf(tree.roots, moment);
    if (root === undefined) return undefined;
    let node = root;
    for (let child = lastOf(node.children, moment); child !== undefined; child = lastOf(node.children, moment)) node = child;
    return [node, root].find(({ span }) => span.at <= moment && moment < span.at + span.duration)?.span.spanId;
  });
}

function lastOf(nodes: readonly TraceNode[], moment: number): TraceNode | undefined {
  const running = nodes.filter((node) => begin(node) <= moment && moment < end(node));
  return running.toSorted((a, b) => end(b) - end(a) || begin(a) - begin(b))[0];
}

function begin(node: TraceNode): number {
  return Math.min(node.span.at, ...node.children.map(begin));
}

function end(node: TraceNode): number {
  return Math.max(node.span.at + node.span.duration, ...node.children.map(end));
}

describe('the bottleneck', () => {
  const words = (...rows: readonly SpanRow[]): string | undefined => bottleneck(buildTrace(spanRecords(...rows)))?.words;

  it('is nothing where nothing takes time', () => {
    expect(words(['a', undefined, 5, 5])).toBeUndefined();
  });

  it('is the span with the most time on the path, in words', () => {
    const rows: readonly SpanRow[] = [['treasury_settlement', undefined, 0, 2_345_000], ['anchor_request', 'treasury_settlement', 300_000, 2_300_000]];
    expect(words(...rows)).toBe('anchor_request 2000 ms is 85 % of the critical path');
    expect(bottleneck(buildTrace(spanRecords(...rows)))).toMatchObject({ time: 2_000_000, share: 2_000 / 2_345, node: { span: { spanId: 'anchor_request' } } });
  });

  it('adds up the stretches of a span that waits in between', () => {
    expect(words(['a', undefined, 0, 1_000], ['b', 'a', 300, 700])).toBe('a 600 µs is 60 % of the critical path');
  });

  it.each([
    [[['a', undefined, 0, 9_999]], 'a 10.0 ms is 100 % of the critical path'],
    [[['a', undefined, 0, 999_999], ['b', 'a', 0, 1]], 'a 1000 ms is 99 % of the critical path'],
  ] as const)('does not round a part up to all of it', (rows, expected) => {
    expect(words(...rows)).toBe(expected);
  });
});
