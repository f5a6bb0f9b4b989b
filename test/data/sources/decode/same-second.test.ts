import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoAt } from '../../../../src/data/sources/decode/iso-time.ts';
import { SameSecond } from '../../../../src/data/sources/decode/same-second.ts';
import { timeOf } from '../../../../src/data/sources/decode/time.ts';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { micros } from '../../../../src/lib/micros.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3) * 1_000);

const day = fc.constantFrom('2026-11-21T01:02:03', '2026-11-21T01:02:04', '2026-11-21 01:02:03', '2026/11/21T01:02:03', '2026-12-31T23:59:60', '20261121T010203');
const fraction = fc.constantFrom('', '.', ',').chain((mark) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 8 }).map((digits) => mark + digits));
const zone = fc.constantFrom('Z', 'Z', 'Z', '', '+01:00', '+01Z', '+00Z', ' UTC', 'z');
const stamp = fc.tuple(day, fraction, zone).map((parts) => parts.join(''));

describe('times that follow each other', () => {
  it('are read as each of them would be alone', () => {
    fc.assert(
      fc.property(fc.array(stamp, { minLength: 2, maxLength: 12 }), (texts) => {
        for (const text of texts) {
          const alone = isoAt(text, 0, UTC);
          if (alone?.end !== text.length) continue;
          expect({ text, ...timeOf(text, { zone: UTC, now: NOW }) }).toMatchObject({ text, at: alone.at, exact: alone.exact });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are compared with the one before, not read again', () => {
    const second = new SameSecond();
    expect(second.at('2026-11-21T01:02:03.5Z')).toBeUndefined();
    second.remember('2026-11-21T01:02:03.5Z', micros(1_500_000));
    expect(second.at('2026-11-21T01:02:03.000007Z')).toBe(1_000_007);
    expect(second.at('2026-11-21T01:02:04.000007Z')).toBeUndefined();
    expect(second.at('2026-11-21T01:02:03.0000071Z')).toBeUndefined();
    second.remember('2026-11-21T01:02:03.5+01Z', micros(7));
    expect(second.at('2026-11-21T01:02:03.5Z')).toBeUndefined();
  });
});
