import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMillis, RECONNECT } from '../../src/lib/backoff.ts';
import { seededRandom } from '../../src/lib/random.ts';

describe('backoffMillis', () => {
  it('never waits less than half the first step nor more than the most, at any try', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, luck) => {
        const wait = backoffMillis(attempt, () => luck);
        expect(wait).toBeGreaterThanOrEqual(RECONNECT.firstMillis / 2);
        expect(wait).toBeLessThanOrEqual(RECONNECT.mostMillis);
      }),
    );
  });

  it('doubles its ceiling from try to try until the most', () => {
    expect([1, 2, 3, 6, 7, 500].map((attempt) => backoffMillis(attempt, () => 0.999_999))).toEqual([1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
  });

  it('spreads followers that lost the same server over the whole stretch', () => {
    const random = seededRandom(7);
    const waits = Array.from({ length: 400 }, () => backoffMillis(10, random));
    const quarters = [0, 1, 2, 3].map((quarter) => waits.filter((wait) => Math.floor(wait / 7_500.1) === quarter).length);
    expect(Math.min(...quarters)).toBeGreaterThan(60);
  });
});
