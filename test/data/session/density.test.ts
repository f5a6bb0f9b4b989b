import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, gridOver, LADDER, rungUnder } from '../../../src/data/session/ladder.ts';
import { DAY, HOUR, interval, micros, MINUTE, SECOND } from '../../../src/lib/micros.ts';
import { aLog, aReader, at, aWriter, frameAt, from, START } from '../../support/session.ts';

describe('the ladder of widths', () => {
  it('numbers buckets exactly up to the last moment there is', () => {
    const time = fc.maxSafeNat().filter((value) => value <= 8_990_000_000_000_000);
    fc.assert(
      fc.property(fc.oneof(time, fc.nat(1_000).map((below) => 8_990_000_000_000_000 - below)), fc.constantFrom(...LADDER, DAY), (value, width) => {
        expect(BigInt(bucketOf(value, width))).toBe(BigInt(value) / BigInt(width));
      }),
    );
  });

  it('covers any span with at most the buckets asked for, and with no more than 1,000', () => {
    const time = fc.integer({ min: 0, max: 8_990_000_000 }).map((seconds) => seconds * SECOND);
    fc.assert(
      fc.property(time, fc.oneof(time, fc.integer({ max: HOUR, min: 0 })), fc.integer({ min: -1, max: 5_000 }), (begin, length, buckets) => {
        const span = interval(begin, Math.min(8_990_000_000_000_000, begin + length));
        const { width, first, end } = gridOver(span, buckets);
        expect(end - first).toBeLessThanOrEqual(Math.max(2, Math.min(1_000, buckets)));
        expect(width % SECOND).toBe(0);
        expect(first * width).toBeLessThanOrEqual(span.from);
        expect(end * width).toBeGreaterThanOrEqual(span.to);
      }),
    );
  });

  it('chooses round widths near the number wanted', () => {
    const widths = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 30 * DAY].map((length) => gridOver(interval(START, START + length), 120).width);
    expect(widths).toEqual([SECOND, SECOND, 3 * SECOND, 10 * SECOND, 40 * SECOND, 4 * MINUTE, 20 * MINUTE, 8 * HOUR]);
    expect(widths.map((width) => LADDER[rungUnder(width)])).toEqual([SECOND, SECOND, SECOND, 10 * SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, 10 * MINUTE]);
  });
});

describe('density', () => {
  it('counts a late row in the past only from the head on that learned it', () => {
    const writer = aWriter();
    const heads = [writer.append(from(1, aLog(0)), at(1)), writer.tick(at(700)), writer.append(from(1, aLog(2, { level: 'error' })), at(1_400)), writer.tick(at(2_100))];
    const session = aReader(writer.path);
    const counts = heads.map((head) => session.density(frameAt(head), interval(at(0), at(3_600)), 6).buckets[0]?.byLevel);
    expect(counts).toEqual([[0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 1, 0], [0, 0, 1, 0, 1, 0]]);
  });

  it('gives buckets that stand still while the span slides', () => {
    const writer = aWriter();
    const head = writer.append(from(1, ...[0, 10, 20, 30].map((seconds) => aLog(seconds))), at(31));
    const session = aReader(writer.path);
    const slid = [0, 3, 9, 10.5].map((shift) => session.density(frameAt(head), interval(at(shift), at(shift + 300)), 60));
    expect(slid.map((density) => density.buckets[0]?.from)).toEqual([at(0), at(0), at(0), at(10)]);
    expect(new Set(slid.map((density) => density.width))).toEqual(new Set([10 * SECOND]));
  });

  it('covers a span of no length and the end of time', () => {
    const writer = aWriter();
    const head = writer.append(from(1, aLog(0)), at(0));
    const session = aReader(writer.path);
    expect(session.density(frameAt(head), interval(at(0), at(0)), 50).buckets).toEqual([{ from: at(0), byLevel: [0, 0, 1, 0, 0, 0] }]);
    const last = micros(8_990_000_000_000_000);
    expect(session.density(frameAt(head), { from: last, to: last }, 50).buckets).toHaveLength(1);
  });
});
