import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrace } from '../../src/analysis/trace-tree.ts';
import type { Seq, SpanRecord } from '../../src/model/signal.ts';
import type { TraceNode, TraceTree } from '../../src/model/trace.ts';
import { aSpanRecord, spanRecords } from '../support/spans.ts';
import { cpuNow } from '../support/timing.ts';

function all(tree: TraceTree): readonly TraceNode[] {
  const nodes = [...tree.roots];
  for (const node of nodes) nodes.push(...node.children);
  return nodes;
}

/** The tree on one line: names, children in brackets, oddities with a mark. */
function drawn(nodes: readonly TraceNode[]): string {
  return nodes.map((node) => `${node.span.name}${node.oddity === undefined ? '' : `!${node.oddity}`}${node.children.length === 0 ? '' : `(${drawn(node.children)})`}`).join(' ');
}

describe('a trace tree', () => {
  it('is empty without spans', () => {
    expect(buildTrace([])).toEqual({ roots: [], from: 0, to: 0, spans: 0, errors: 0 });
  });

  it('puts children below their parents in order of start, whatever the order they were learned in', () => {
    const tree = buildTrace(spanRecords(['c', 'b', 40, 50], ['b', 'a', 30, 60], ['d', 'a', 10, 20], ['a', undefined, 0, 100]));
    expect(drawn(tree.roots)).toBe('a(d b(c))');
    expect(all(tree).map(({ span, depth, below, selfTime }) => [span.name, depth, below, selfTime])).toEqual([['a', 0, 3, 60], ['d', 1, 0, 10], ['b', 1, 1, 20], ['c', 2, 0, 10]]);
    expect(tree).toMatchObject({ from: 0, to: 100, spans: 4, errors: 0 });
  });

  it.each([
    ['a parent that never arrived', [['b', 'gone', 5, 9], ['c', 'b', 6, 7]], 'b!orphan(c)'],
    ['a span that is its own parent', [['a', 'a', 0, 9], ['b', 'a', 1, 2]], 'a!cycle(b)'],
    ['a cycle, broken at its first to start', [['x', 'z', 3, 9], ['y', 'x', 1, 9], ['z', 'y', 2, 9], ['w', 'x', 0, 4]], 'y!cycle(z(x(w!outside-parent)))'],
    ['two cycles and a root', [['a', undefined, 0, 1], ['b', 'c', 1, 2], ['c', 'b', 1, 2], ['d', 'e', 2, 3], ['e', 'd', 2, 3]], 'a b!cycle(c) d!cycle(e)'],
    ['one id twice', [['a', undefined, 0, 9], ['b', 'a', 1, 4], ['b', 'a', 2, 3], ['c', 'b', 2, 3]], 'a(b(c) b!duplicate)'],
    ['a child that begins too early', [['a', undefined, 5, 9], ['b', 'a', 4, 8]], 'a(b!outside-parent)'],
    ['a child that ends too late', [['a', undefined, 5, 9], ['b', 'a', 6, 10]], 'a(b!outside-parent)'],
    ['a child as long as its parent', [['a', undefined, 5, 9], ['b', 'a', 5, 9]], 'a(b)'],
  ] as const)('marks %s', (_, rows, expected) => {
    expect(drawn(buildTrace(spanRecords(...rows)).roots)).toBe(expected);
  });

  it('takes from the self time only what children cover of the span itself, and that once', () => {
    const [root] = buildTrace(spanRecords(['a', undefined, 10, 30], ['b', 'a', 5, 12], ['c', 'a', 14, 20], ['d', 'a', 15, 18], ['e', 'a', 28, 90], ['f', 'a', 95, 99])).roots;
    expect(root?.selfTime).toBe(20 - 2 - 6 - 2);
  });

  it('counts errors', () => {
    expect(buildTrace([aSpanRecord('a', 0, 1, { status: 'error' }), aSpanRecord('b', 0, 1, { seq: 2 as Seq, status: 'ok' })]).errors).toBe(1);
  });

  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const graph = fc.array(fc.record({ spanId: id, parentId: fc.option(id, { nil: undefined }), from: fc.nat(20), length: fc.nat(20) }), { maxLength: 12 });

  it('has every span exactly once for any parent graph, and self times as a count of moments gives them', () => {
    fc.assert(
      fc.property(graph, (rows) => {
        const spans: readonly SpanRecord[] = rows.map(({ spanId, parentId, from, length }, index) =>
          aSpanRecord(spanId, from, from + length, { seq: (index + 1) as Seq, ...(parentId === undefined ? {} : { parentId }) }));
        const nodes = all(buildTrace(spans));
        expect(nodes.map((node) => node.span.seq).toSorted((a, b) => a - b)).toEqual(spans.map((span) => span.seq));
        for (const node of nodes) {
          const runs = ({ span }: TraceNode, moment: number): boolean => span.at <= moment && moment < span.at + span.duration;
          const alone = Array.from({ length: 60 }, (_, moment) => moment).filter((moment) => runs(node, moment) && !node.children.some((child) => runs(child, moment)));
          expect(node.selfTime).toBe(alone.length);
          expect(node.below).toBe(node.children.reduce((sum, child) => sum + child.below + 1, 0));
          for (const child of node.children) expect(child).toMatchObject({ depth: node.depth + 1, span: { parentId: node.span.spanId } });
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 5_000 },
    );
  });
});

describe('80,000 spans', () => {
  const N = 80_000;
  const timed = (parentOf: (index: number) => number | undefined): { readonly tree: TraceTree; readonly millis: number } => {
    const spans = Array.from({ length: N }, (_, index) => {
      const parent = parentOf(index);
      return aSpanRecord(`s${index}`, index, 2 * N - index, { seq: (index + 1) as Seq, ...(parent === undefined ? {} : { parentId: `s${parent}` }) });
    });
    const begin = cpuNow();
    return { tree: buildTrace(spans), millis: cpuNow() - begin };
  };

  it.each([
    ['in a chain', (index: number) => (index === 0 ? undefined : index - 1)],
    ['below one root', (index: number) => (index === 0 ? undefined : 0)],
    ['in one cycle', (index: number) => (index + 1) % N],
    ['in a bushy tree', (index: number) => (index === 0 ? undefined : Math.floor((index - 1) / 8))],
  ])('are built %s in a bounded time', (_, parentOf) => {
    const { tree, millis } = timed(parentOf);
    expect(tree.roots).toHaveLength(1);
    expect(tree.roots[0]?.below).toBe(N - 1);
    // About ten times what it takes.
    expect(millis).toBeLessThan(1_500);
  });
});
