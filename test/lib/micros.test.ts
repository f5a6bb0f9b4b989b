import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, fromMillis, interval, isMicros, micros, shift, toMillis, toRfc3339 } from '../../src/lib/micros.ts';

const LAST = 8_990_000_000_000_000;
const moment = fc.integer({ min: 0, max: LAST }).map(micros);

describe('micros', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, LAST + 1, 1e300])('refuses %s, which is no moment', (value) => {
    expect(() => micros(value)).toThrow(RangeError);
    expect(() => fromMillis(value)).toThrow(RangeError);
  });

  it('rounds to a whole microsecond and knows no negative zero', () => {
    expect(micros(1.5)).toBe(2);
    expect(micros(-0.3)).toBe(0);
  });

  it('takes only whole numbers in range for moments', () => {
    expect([0, 1, LAST, 1.5, -1, LAST + 1, Number.NaN].map(isMicros)).toEqual([true, true, true, false, false, false, false]);
  });
});

describe('shift', () => {
  it('stays a moment, however far it goes', () => {
    fc.assert(fc.property(moment, fc.double(), (at, delta) => isMicros(shift(at, delta))));
    expect(shift(micros(5), -DAY)).toBe(0);
    expect(shift(micros(5), Number.POSITIVE_INFINITY)).toBe(LAST);
    expect(shift(micros(5), Number.NaN)).toBe(5);
    expect(shift(micros(5), 0.4)).toBe(5);
  });
});

describe('milliseconds', () => {
  it('lose only what is finer than a millisecond', () => {
    fc.assert(fc.property(moment, (at) => {
      expect(fromMillis(toMillis(at))).toBe(at - (at % 1_000));
    }));
  });
});

describe('interval', () => {
  it('starts at the first moment where it would start before', () => {
    expect(interval(-5, 10)).toEqual({ from: 0, to: 10 });
  });
});

describe('toRfc3339', () => {
  it('writes six digits, and reads back as the same moment', () => {
    expect(toRfc3339(micros(0))).toBe('1970-01-01T00:00:00.000000Z');
    expect(toRfc3339(micros(1_795_271_712_000_120))).toBe('2026-11-21T14:35:12.000120Z');
    fc.assert(
      fc.property(moment, (at) => {
        const text = toRfc3339(at);
        expect(Date.parse(text) * 1_000 + Number(text.slice(23, 26))).toBe(at);
      }),
    );
  });
});
