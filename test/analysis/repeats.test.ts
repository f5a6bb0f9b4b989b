import { describe, expect, it } from 'vitest';
import { foldRepeats, type SiblingRow } from '../../src/analysis/repeats.ts';
import { buildTrace } from '../../src/analysis/trace-tree.ts';
import type { Seq, SpanRecord } from '../../src/model/signal.ts';
import { aSpanRecord } from '../support/spans.ts';

function folded(...names: readonly string[]): readonly SiblingRow[] {
  const spans = names.map((name, index) => aSpanRecord(`s${index}`, index, index + 2, { name, seq: (index + 1) as Seq }));
  return foldRepeats(buildTrace(spans).roots);
}

function drawn(rows: readonly SiblingRow[]): string {
  return rows.map((row) => (row.kind === 'span' ? row.node.span.name : `×${row.count} ${row.name}`)).join(', ');
}

describe('repeats', () => {
  it('leave few alike siblings as they are', () => {
    expect(folded()).toEqual([]);
    expect(drawn(folded('get', 'get', 'put', 'get', 'get'))).toBe('get, get, put, get, get');
  });

  it('become one row at the place of the first, also where others stand between them', () => {
    expect(drawn(folded('put', 'get', 'get', 'set', 'get', 'get', 'put', 'get'))).toBe('put, ×5 get, set, put');
  });

  it('add up durations and errors, and keep their spans in order of start', () => {
    const spans = Array.from({ length: 6 }, (_, index): SpanRecord => aSpanRecord(`s${index}`, index, index + 3, { name: 'get', service: 'redis', seq: (index + 1) as Seq, status: index < 2 ? 'error' : 'ok' }));
    const roots = buildTrace(spans).roots;
    expect(foldRepeats(roots)).toEqual([{ kind: 'repeats', name: 'get', service: 'redis', count: 6, duration: 18, errors: 2, nodes: roots }]);
  });

  it('keep services apart, however names are put together', () => {
    const of = (name: string, service?: string) => (_: unknown, index: number) =>
      aSpanRecord(`${name}${service}${index}`, index, index + 1, { name, seq: index as Seq, ...(service === undefined ? {} : { service }) });
    const spans = [...Array.from({ length: 4 }, of('a', 'b')), ...Array.from({ length: 4 }, of('a')), ...Array.from({ length: 4 }, of('a","b'))];
    expect(foldRepeats(buildTrace(spans).roots).every((row) => row.kind === 'span')).toBe(true);
  });
});
