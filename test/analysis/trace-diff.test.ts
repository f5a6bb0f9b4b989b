import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalPath } from '../../src/analysis/critical-path.ts';
import { blame, changeWords, timesLonger, wholeWords } from '../../src/analysis/diff-words.ts';
import { diffTraces, type SpanPair, type TraceDiff } from '../../src/analysis/trace-diff.ts';
import { buildTrace } from '../../src/analysis/trace-tree.ts';
import type { Seq, SpanRecord } from '../../src/model/signal.ts';
import type { TraceTree } from '../../src/model/trace.ts';
import { aSpanRecord } from '../support/spans.ts';
import { cpuMillis } from '../support/timing.ts';

interface Step {
  readonly id: string;
  readonly parent?: string;
  readonly from: number;
  readonly to: number;
  readonly name?: string;
  readonly service?: string;
  readonly error?: boolean;
}

/** Times in milliseconds, `begin` before all of them. */
function trace(begin: number, ...steps: readonly Step[]): TraceTree {
  return buildTrace(
    steps.map(({ id, parent, from, to, name = id, service = 'api', error }, index) =>
      aSpanRecord(id, (begin + from) * 1_000, (begin + to) * 1_000, { seq: (index + 1) as Seq, name, service, status: error === true ? 'error' : 'ok', ...(parent === undefined ? {} : { parentId: parent }) })),
  );
}

/** The pairs as a tree on one line: `-` removed, `+` added, `>` slower, `<` faster, `!` a new error, `~` an error that is gone. */
function drawn(pairs: readonly SpanPair[]): string {
  const sign = { same: '', added: '+', removed: '-', slower: '>', faster: '<' } as const;
  const fault = { none: '', both: '', new: '!', gone: '~' } as const;
  return pairs.map((pair) => `${sign[pair.change]}${fault[pair.errors]}${(pair.a ?? pair.b)?.span.name}${pair.children.length === 0 ? '' : `(${drawn(pair.children)})`}`).join(' ');
}

function settlement(begin: number, anchor: number, ...more: readonly Step[]): TraceTree {
  return trace(begin, { id: 'request', from: 0, to: 300 + anchor }, { id: 'validate', parent: 'request', from: 10, to: 160 }, { id: 'anchor', parent: 'request', from: 200, to: 200 + anchor }, ...more);
}

describe('two traces compared', () => {
  it('are paired by path, not by id or by time of day', () => {
    const renamed = trace(9_000, { id: 'r', name: 'request', from: 0, to: 2_100 }, { id: 'a', parent: 'r', name: 'anchor', from: 200, to: 2_000 }, { id: 'v', parent: 'r', name: 'validate', from: 10, to: 160 });
    expect(drawn(diffTraces(settlement(0, 200), renamed).roots)).toBe('>request(validate >anchor)');
  });

  it.each([
    ['a step added', [], [{ id: 'retry', parent: 'anchor', from: 210, to: 390 }], 'request(validate anchor(+retry))'],
    ['a step removed with what is below it', [{ id: 'cache', parent: 'request', from: 0, to: 9 }, { id: 'get', parent: 'cache', from: 1, to: 8 }], [], 'request(-cache(-get) validate anchor)'],
    ['an error that is new', [], [{ id: 'log', parent: 'request', from: 210, to: 211, error: true }], 'request(validate anchor +!log)'],
    ['an error that is gone', [{ id: 'log', parent: 'request', from: 210, to: 211, error: true }], [{ id: 'log', parent: 'request', from: 210, to: 211 }], 'request(validate anchor ~log)'],
    ['the same step of another service', [{ id: 'x', parent: 'anchor', from: 210, to: 220, service: 'old' }], [{ id: 'x', parent: 'anchor', from: 210, to: 220, service: 'new' }], 'request(validate anchor(-x +x))'],
    ['noise', [{ id: 'x', parent: 'anchor', from: 210, to: 310 }, { id: 'y', parent: 'anchor', from: 320, to: 321 }], [{ id: 'x', parent: 'anchor', from: 210, to: 315 }, { id: 'y', parent: 'anchor', from: 320, to: 322 }], 'request(validate anchor(x y))'],
    ['a step that is quicker', [{ id: 'x', parent: 'anchor', from: 210, to: 310 }], [{ id: 'x', parent: 'anchor', from: 210, to: 250 }], 'request(validate anchor(<x))'],
  ] as const)('show %s', (_, a, b, expected) => {
    expect(drawn(diffTraces(settlement(0, 200, ...a), settlement(50, 200, ...b)).roots)).toBe(expected);
  });

  it('pair repeats in order: the first with the first, and what is over is added', () => {
    const gets = (lengths: readonly number[]) => lengths.map((length, index): Step => ({ id: `g${index}`, name: 'get', parent: 'r', from: index * 100, to: index * 100 + length }));
    const one = trace(0, { id: 'r', from: 0, to: 1_000 }, ...gets([10, 20]));
    const other = trace(0, { id: 'r', from: 0, to: 1_000 }, ...gets([10, 80, 30]));
    expect(diffTraces(one, other).roots[0]?.children.map(({ a, b, change, delta }) => [a?.span.spanId, b?.span.spanId, change, delta])).toEqual([['g0', 'g0', 'same', 0], ['g1', 'g1', 'slower', 60_000], [undefined, 'g2', 'added', 30_000]]);
  });

  it('count what is below, and know where something below differs', () => {
    const { roots, changes, errors } = diffTraces(settlement(0, 200), settlement(0, 200, { id: 'retry', parent: 'anchor', from: 210, to: 390, error: true }));
    expect(roots[0]).toMatchObject({ below: 3, differs: true, change: 'same' });
    expect(roots[0]?.children.map(({ differs, below }) => [differs, below])).toEqual([[false, 0], [true, 1]]);
    expect({ changes, errors }).toEqual({ changes: { same: 3, added: 1, removed: 0, slower: 0, faster: 0 }, errors: { none: 3, both: 0, new: 1, gone: 0 } });
  });

  it('may both be empty', () => {
    const { roots, a, b } = diffTraces(buildTrace([]), buildTrace([]));
    expect([roots, wholeWords({ a, b })]).toEqual([[], 'as long']);
  });

  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const graph = fc
    .array(fc.record({ spanId: id, parentId: fc.option(id, { nil: undefined }), name: fc.constantFrom('x', 'y'), service: fc.constantFrom('p', 'q', undefined), from: fc.nat(90), length: fc.nat(90), bad: fc.boolean() }), { maxLength: 10 })
    .map((rows) => rows.map(({ spanId, parentId, name, service, from, length, bad }, index): SpanRecord =>
      aSpanRecord(spanId, from, from + length, { seq: (index + 1) as Seq, name, status: bad ? 'error' : 'ok', ...(service === undefined ? {} : { service }), ...(parentId === undefined ? {} : { parentId }) })));

  it('have every span of both in exactly one pair, below the pair of its parent', () => {
    fc.assert(fc.property(graph, graph, (as, bs) => {
      const { pairs } = diffTraces(buildTrace(as), buildTrace(bs));
      expect(pairs.flatMap(({ a }) => a?.span.seq ?? []).toSorted((x, y) => x - y)).toEqual(as.map(({ seq }) => seq));
      expect(pairs.flatMap(({ b }) => b?.span.seq ?? []).toSorted((x, y) => x - y)).toEqual(bs.map(({ seq }) => seq));
      for (const { a, b, children, depth } of pairs) {
        if (a !== undefined && b !== undefined) expect([a.span.name, a.span.service]).toEqual([b.span.name, b.span.service]);
        expect(children.flatMap((child) => child.a ?? []).every((node) => a?.children.includes(node))).toBe(true);
        expect(children.flatMap((child) => child.b ?? []).every((node) => b?.children.includes(node))).toBe(true);
        expect(children.every((child) => child.depth === depth + 1)).toBe(true);
      }
    }), { numRuns: 300, interruptAfterTimeLimit: 5_000 });
  });

  it('do not differ where they are the same trace', () => {
    fc.assert(fc.property(graph, (spans) => {
      const diff = diffTraces(buildTrace(spans), buildTrace(spans));
      expect(diff.pairs.filter(({ change, delta, differs }) => change !== 'same' || delta !== 0 || differs)).toEqual([]);
      expect([blame(diff), changeWords(diff), wholeWords(diff)]).toEqual([undefined, 'no span differs', 'as long']);
    }), { numRuns: 100, interruptAfterTimeLimit: 5_000 });
  });

  it('say the opposite when they change places', () => {
    const opposite = { same: 'same', added: 'removed', removed: 'added', slower: 'faster', faster: 'slower', none: 'none', both: 'both', new: 'gone', gone: 'new' } as const;
    const facts = ({ pairs }: TraceDiff) => pairs.map((pair) => `${pair.a?.span.seq} ${pair.b?.span.seq} ${pair.change} ${pair.errors} ${pair.delta}`).toSorted();
    const turned = ({ pairs }: TraceDiff) => pairs.map((pair) => `${pair.b?.span.seq} ${pair.a?.span.seq} ${opposite[pair.change]} ${opposite[pair.errors]} ${0 - pair.delta}`).toSorted();
    fc.assert(fc.property(graph, graph, (as, bs) => {
      expect(facts(diffTraces(buildTrace(as), buildTrace(bs)))).toEqual(turned(diffTraces(buildTrace(bs), buildTrace(as))));
    }), { numRuns: 200, interruptAfterTimeLimit: 5_000 });
  });

  it('blame a step for no more than is on the critical path, and for a part of the difference above 0', () => {
    const length = (tree: TraceTree) => criticalPath(tree).reduce((total, { from, to }) => total + to - from, 0);
    fc.assert(fc.property(graph, graph, (as, bs) => {
      const [a, b] = [buildTrace(as), buildTrace(bs)];
      const found = blame(diffTraces(a, b));
      const whole = length(b) - length(a);
      expect(found === undefined).toBe(Math.abs(whole) <= 0.01 * Math.max(length(a), length(b)));
      if (found === undefined) return;
      expect(found.share).toBeGreaterThan(0);
      expect(found.time / found.share).toBeCloseTo(whole, 6);
    }), { numRuns: 200, interruptAfterTimeLimit: 5_000 });
  });
});

describe('what two traces differ in, in words', () => {
  const words = (a: TraceTree, b: TraceTree): string | undefined => blame(diffTraces(a, b))?.words;

  it('names the step to blame, by how much, and its part of the difference', () => {
    const cached: Step = { id: 'load', parent: 'request', from: 160, to: 200 };
    expect(words(settlement(0, 200), settlement(0, 2_000))).toBe('anchor 1.8 s slower is 100 % of the difference');
    expect(words(settlement(0, 2_000), settlement(0, 200))).toBe('anchor 1.8 s faster is 100 % of the difference');
    expect(words(trace(0, { id: 'r', from: 0, to: 100 }, { id: 's', parent: 'r', from: 0, to: 50 }), trace(0, { id: 'r', from: 0, to: 200 }, { id: 's', parent: 'r', from: 0, to: 142 }))).toBe('s 92 ms slower is 92 % of the difference');
    expect(words(settlement(0, 200, cached), settlement(0, 200))).toBeUndefined();
    expect(words(settlement(0, 200, { id: 'call', parent: 'anchor', from: 210, to: 220 }), settlement(0, 900, { id: 'call', parent: 'anchor', from: 210, to: 220 }))).toBe('anchor 700 ms slower by itself is 100 % of the difference');
  });

  it('names steps that only one of them has', () => {
    const one = trace(0, { id: 'r', from: 0, to: 100 });
    const other = trace(0, { id: 'r', from: 0, to: 600 }, { id: 'retry', parent: 'r', from: 50, to: 550 });
    expect([words(one, other), words(other, one)]).toEqual(['retry 500 ms added is 100 % of the difference', 'retry 500 ms removed is 100 % of the difference']);
  });

  it('adds up repeats, none of which would be worth a word', () => {
    const calls = (times: number, length: number) => trace(0, { id: 'r', from: 0, to: 100 + times * length }, ...Array.from({ length: times }, (_, index): Step => ({ id: `g${index}`, name: 'get', parent: 'r', from: 50 + index * length, to: 50 + index * length + length })));
    expect(words(calls(1, 10), calls(200, 10))).toBe('get (1 → 200 times) 1.99 s slower is 100 % of the difference');
    expect(words(calls(20, 10), calls(20, 30))).toBe('get (20 times) 400 ms slower is 100 % of the difference');
    expect(words(calls(0, 10), calls(20, 10))).toBe('get (20 times) 200 ms added is 100 % of the difference');
  });

  it('says so where other steps made up for some of it', () => {
    const one = trace(0, { id: 'r', from: 0, to: 400 }, { id: 's', parent: 'r', from: 0, to: 100 }, { id: 't', parent: 'r', from: 100, to: 400 });
    const other = trace(0, { id: 'r', from: 0, to: 500 }, { id: 's', parent: 'r', from: 0, to: 400 }, { id: 't', parent: 'r', from: 400, to: 500 });
    expect(words(one, other)).toBe('s 300 ms slower is more than the whole difference');
  });

  it('compares the whole', () => {
    const whole = (a: number, b: number): string => wholeWords({ a: trace(0, { id: 'r', from: 0, to: a }), b: trace(7, { id: 'r', from: 0, to: b }) });
    expect([whole(100, 280), whole(280, 100), whole(1_000, 1_009), whole(0, 50), whole(10, 990)]).toEqual(['180 ms slower (×2.8)', '180 ms faster (×2.8)', 'as long', '50 ms slower', '980 ms slower (×99)']);
    expect([timesLonger(9.96), timesLonger(1e9)]).toEqual(['×10', '×999+']);
  });

  it('counts the changes', () => {
    const diff = diffTraces(settlement(0, 200, { id: 'x', parent: 'request', from: 0, to: 9, error: true }), settlement(0, 800, { id: 'y', parent: 'request', from: 0, to: 9, error: true }));
    expect(changeWords(diff)).toBe('1 added, 1 removed, 2 slower, 1 new error, 1 error gone');
  });
});

it('compares two traces of 80,000 spans in a bounded time, in a chain as well as below one root', () => {
  const n = 80_000;
  const made = (parentOf: (index: number) => number): TraceTree =>
    buildTrace(Array.from({ length: n }, (_, index) => aSpanRecord(`s${index}`, index, 2 * n - index, { seq: (index + 1) as Seq, name: `step ${index % 50}`, ...(index === 0 ? {} : { parentId: `s${parentOf(index)}` }) })));
  const [chain, wide] = [made((index) => index - 1), made(() => 0)];
  const took = cpuMillis(() => {
    expect(diffTraces(chain, chain).pairs).toHaveLength(n);
    expect(diffTraces(chain, wide).changes).toMatchObject({ same: 2, added: n - 2, removed: n - 2 });
  });
  expect(took).toBeLessThan(3_000);
});
