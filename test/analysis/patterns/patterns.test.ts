import { describe, expect, it } from 'vitest';
import { Patterns, type PatternRow } from '../../../src/analysis/patterns/patterns.ts';
import { at } from '../../support/session.ts';

const row = (seconds: number, message: string, over: Partial<PatternRow> = {}): PatternRow => ({ at: at(seconds), level: 'info', message, service: 'api', ...over });

describe('the patterns among log rows', () => {
  it('are told when they are first seen, one for each service whatever the level and the numbers', () => {
    const patterns = new Patterns();
    const told = [row(0, 'depth 1'), row(1, 'depth 2', { level: 'warn' }), row(2, 'depth 3', { service: 'db' }), row(3, 'done')].map((one) => patterns.add(one, at(3))?.template);
    expect(told).toEqual(['depth <*>', undefined, 'depth <*>', 'done']);
  });

  it('are told again where an older row turns up', () => {
    const patterns = new Patterns();
    patterns.add(row(100, 'late'), at(100));
    expect(patterns.due(at(101))).toEqual([]);
    patterns.add(row(40, 'late'), at(102));
    expect(patterns.due(at(102)).map(({ first, count }) => [first.at, count])).toEqual([[at(40), 2]]);
    expect(patterns.due(at(103))).toEqual([]);
  });

  it('are counted once a minute where they are news, and not at all where they are not', () => {
    const patterns = new Patterns();
    patterns.add(row(0, 'ordinary'), at(0));
    patterns.add(row(700, 'new'), at(700));
    for (let second = 701; second < 760; second += 1) for (const message of ['new', 'ordinary']) patterns.add(row(second, message), at(second));
    expect(patterns.due(at(759))).toEqual([]);
    expect(patterns.due(at(760)).map(({ template, count, last }) => [template, count, last])).toEqual([['new', 60, at(759)]]);
  });

  it('are known and not told where every row is one of its own', () => {
    const patterns = new Patterns();
    const words = (index: number): string => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const told = Array.from({ length: 5_000 }, (_, index) => patterns.add(row(index / 1_000, words(index)), at(5))).filter((pattern) => pattern !== undefined);
    expect(told).toHaveLength(300);
  });
});
