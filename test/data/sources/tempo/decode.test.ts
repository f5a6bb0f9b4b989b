import { describe, expect, it } from 'vitest';
import { decodeSearch, decodeTempoTrace } from '../../../../src/data/sources/tempo/decode.ts';
import { DueTraces } from '../../../../src/data/sources/tempo/due-traces.ts';
import { micros, SECOND } from '../../../../src/lib/micros.ts';

const NOW = micros(1_795_222_900_000_000);

describe('the answer of a search', () => {
  it('gives ids their leading zeros back and sorts by start', () => {
    const found = decodeSearch({ traces: [{ traceID: 'b', startTimeUnixNano: '2000000' }, { traceID: 'a', startTimeUnixNano: '1000000', durationMs: 7 }] });
    expect(found?.map(({ id, start, end }) => [id, start, end])).toEqual([[`${'0'.repeat(31)}a`, 1_000, 8_000], [`${'0'.repeat(31)}b`, 2_000, 2_000]]);
  });

  it('takes the same trace for the same whatever the order of its services', () => {
    const told = (...services: readonly string[]) => decodeSearch({ traces: [{ traceID: 'a', serviceStats: Object.fromEntries(services.map((name) => [name, { spanCount: 1 }])) }] })?.[0]?.told;
    expect(told('a', 'b')).toBe(told('b', 'a'));
    expect(told('a', 'b')).not.toBe(told('a'));
  });

  it('is empty without traces, leaves out what has no id, and is no answer where traces are no list', () => {
    expect(decodeSearch({ metrics: {} })).toEqual([]);
    expect(decodeSearch({ traces: [null, {}, { traceID: 'xyz' }, { traceID: '0' }] })).toEqual([]);
    expect(decodeSearch({ traces: {} })).toBeUndefined();
  });
});

describe('the answer for one trace', () => {
  it('is empty where the server has no such trace', () => {
    expect(decodeTempoTrace({ trace: {} }, NOW)).toEqual({ drafts: [], rejects: [], partial: undefined });
  });
});

describe('which traces are due', () => {
  const trace = (id: string, told = 'x', end = NOW) => ({ id, told, start: end, end });

  it('reads a trace once more when it has settled, but not one that ended long before', () => {
    const due = new DueTraces(5_000);
    expect(due.take([trace('young'), trace('old', 'x', micros(NOW - 60 * SECOND))], NOW)).toEqual(['young', 'old']);
    expect(due.take([], micros(NOW + 4 * SECOND))).toEqual([]);
    expect(due.take([], micros(NOW + 5 * SECOND))).toEqual(['young']);
    expect(due.take([], micros(NOW + 60 * SECOND))).toEqual([]);
  });

  it('gives a trace up after three tries, and begins anew where the search tells something new of it', () => {
    const due = new DueTraces(0);
    expect(due.take([trace('a')], NOW)).toEqual(['a']);
    expect([due.missed('a'), due.take([trace('a')], NOW), due.missed('a'), due.missed('a')]).toEqual([true, ['a'], true, false]);
    expect(due.take([trace('a')], NOW)).toEqual([]);
    expect(due.take([trace('a', 'y')], NOW)).toEqual(['a']);
  });
});
