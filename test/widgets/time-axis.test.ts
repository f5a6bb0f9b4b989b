import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../src/lib/line.ts';
import { interval, MINUTE } from '../../src/lib/micros.ts';
import { timeAxis } from '../../src/widgets/time-axis.ts';
import { at } from '../support/session.ts';

describe('timeAxis', () => {
  it('writes the first moment at the left and the last at the right', () => {
    expect(lineText(timeAxis(interval(at(0), at(3_600)), 60, 10, 'utc'))).toBe(`${' '.repeat(10)}14:00                  14:30                 15:00`);
    expect(lineText(timeAxis(interval(at(0), at(3_600)), 20, 0, 'utc'))).toBe('14:00          15:00');
  });

  it('writes seconds where the stretch is short', () => {
    const text = lineText(timeAxis(interval(at(0), at(60)), 60, 10, 'utc'));
    expect(text.trim().startsWith('14:00:00')).toBe(true);
    expect(text.endsWith('14:01:00')).toBe(true);
  });

  it('never runs over its columns and never writes two labels into one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 3_000 }), (columns, indent, minutes) => {
        const row = timeAxis(interval(at(0), at(0) + minutes * MINUTE), columns, indent, 'utc');
        expect(lineWidth(row)).toBeLessThanOrEqual(columns);
        expect(columns < indent + 24 || /^ *\d\d:\d\d(?::\d\d)?(?: +\d\d:\d\d(?::\d\d)?)+$/.test(lineText(row))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
