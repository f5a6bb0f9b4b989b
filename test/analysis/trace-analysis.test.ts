import { describe, expect, it } from 'vitest';
import { analyseTrace } from '../../src/analysis/trace-analysis.ts';
import { buildTrace, nodesOf } from '../../src/analysis/trace-tree.ts';
import type { Seq } from '../../src/model/signal.ts';
import { aSpanRecord, spanRecords } from '../support/spans.ts';

describe('a trace by itself', () => {
  it('has nothing to say where it is empty', () => {
    expect(analyseTrace('t', buildTrace([]))).toMatchObject({ bottleneck: undefined, criticalTime: 0, critical: [], alone: [], errors: [], repeats: [], odd: [] });
  });

  it('adds up spans of one name and service, the longest first, and leaves out what takes no time', () => {
    const { critical, alone } = analyseTrace('t', buildTrace(spanRecords(['a', undefined, 0, 100], ['b', 'a', 10, 40], ['b', 'a', 50, 80], ['c', 'a', 90, 90])));
    expect(critical).toEqual([{ name: 'b', service: undefined, count: 2, time: 60 }, { name: 'a', service: undefined, count: 1, time: 40 }]);
    expect(alone).toEqual(critical);
  });

  it('names repeats with what they are below of, the most often first, roots among them', () => {
    const gets = Array.from({ length: 7 }, (_, index) => aSpanRecord(`g${index}`, index, index + 1, { seq: (index + 10) as Seq, name: 'get', parentId: 'a' }));
    const ticks = Array.from({ length: 5 }, (_, index) => aSpanRecord(`t${index}`, index, index + 2, { seq: (index + 30) as Seq, name: 'tick', service: 'cron' }));
    const { repeats } = analyseTrace('t', buildTrace([...spanRecords(['a', undefined, 0, 100]), ...gets, ...ticks]));
    expect(repeats).toEqual([{ name: 'get', service: undefined, parent: 'a', count: 7, duration: 7 }, { name: 'tick', service: 'cron', parent: undefined, count: 5, duration: 10 }]);
  });

  it('tells what failed and what is out of place, in the order of the tree', () => {
    const tree = buildTrace([...spanRecords(['a', undefined, 0, 100], ['o', 'gone', 5, 9]), aSpanRecord('f', 1, 2, { seq: 3 as Seq, parentId: 'a', status: 'error' }), aSpanRecord('e', 0, 200, { seq: 4 as Seq, parentId: 'f', status: 'error' })]);
    const { errors, odd } = analyseTrace('t', tree);
    expect(errors.map(({ span }) => span.spanId)).toEqual(['f', 'e']);
    expect(odd.map(({ span, oddity }) => [span.spanId, oddity])).toEqual([['e', 'outside-parent'], ['o', 'orphan']]);
    expect(nodesOf(tree).map(({ span }) => span.spanId)).toEqual(['a', 'f', 'e', 'o']);
  });
});
