import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/random.ts';

const first = (seed: number, length: number): readonly number[] => {
  const next = seededRandom(seed);
  return Array.from({ length }, next);
};

describe('seededRandom', () => {
  it('gives the same sequence for the same seed, and another for another', () => {
    expect(first(42, 50)).toEqual(first(42, 50));
    expect(first(42, 5)).not.toEqual(first(43, 5));
  });

  it('stays in [0, 1) and is spread evenly', () => {
    const values = first(1, 10_000);
    expect(values.filter((value) => value < 0 || value >= 1)).toEqual([]);
    const tenths = Array.from({ length: 10 }, (_, tenth) => values.filter((value) => Math.floor(value * 10) === tenth).length);
    expect(Math.min(...tenths)).toBeGreaterThan(850);
    expect(Math.max(...tenths)).toBeLessThan(1_150);
  });
});
