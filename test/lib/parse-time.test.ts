import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, dateTime } from '../../src/lib/format.ts';
import { HOUR, micros, MINUTE, SECOND, toRfc3339, type Micros } from '../../src/lib/micros.ts';
import { parseDuration, parseTime } from '../../src/lib/parse-time.ts';
import { isZone } from '../../src/lib/zone.ts';

const utc = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Micros => micros(Date.UTC(year, month - 1, day, hour, minute, second) * 1_000);
const now = utc(2026, 11, 21, 13, 35, 12);
const shown = (text: string, zone = 'utc', from = now): string | undefined => {
  const at = parseTime(text, from, zone);
  return at === undefined ? undefined : toRfc3339(at);
};

describe('parseTime', () => {
  it.each([
    ['2026-11-21T14:35:02Z', '2026-11-21T14:35:02.000000Z'],
    ['2026-11-21t14:35:02.120999999z', '2026-11-21T14:35:02.120999Z'],
    ['2026-11-21T14:35:02,5+01:00', '2026-11-21T13:35:02.500000Z'],
    ['2026-11-21 14:35:02 -0330', '2026-11-21T18:05:02.000000Z'],
    ['2026-11-21 14:35', '2026-11-21T14:35:00.000000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000000Z'],
    ['1795271712', '2026-11-21T14:35:12.000000Z'],
    ['1795271712.25', '2026-11-21T14:35:12.250000Z'],
    ['1795271712123', '2026-11-21T14:35:12.123000Z'],
    ['1795271712123456', '2026-11-21T14:35:12.123456Z'],
    ['1795271712123456789', '2026-11-21T14:35:12.123456Z'],
    [' 9:05 ', '2026-11-21T09:05:00.000000Z'],
    ['14:35:02.5', '2026-11-21T14:35:02.500000Z'],
    ['now', '2026-11-21T13:35:12.000000Z'],
    ['NOW', '2026-11-21T13:35:12.000000Z'],
    ['-15m', '2026-11-21T13:20:12.000000Z'],
    ['-1h30m', '2026-11-21T12:05:12.000000Z'],
    ['+90s', '2026-11-21T13:36:42.000000Z'],
  ])('reads %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    '', ' ', 'soon', '24:00', '14:60', '14:35:60', '14', '1435', '2026-13-01', '2026-02-30', '2026-11-21T', '2026-11-21TT14:35', '2026-11-21T14', '2026-11-21T25:00Z', '2026-11-21T14:35+24:00', '-', '+', '-5', '-m', '15m', '--5m', '-999999d',
    '12345678', '99999999999999999999', '0x10', '1e9', '3026-11-21', '1969-12-31', '２:35', `-${'1'.repeat(70)}m`,
  ])('does not guess at %j', (text) => {
    expect(shown(text)).toBeUndefined();
  });

  it('takes a time of day as today\'s, or as yesterday\'s where today\'s is far ahead', () => {
    const afterMidnight = utc(2026, 11, 21, 0, 10);
    expect(shown('23:50', 'utc', afterMidnight)).toBe('2026-11-20T23:50:00.000000Z');
    expect(shown('00:30', 'utc', afterMidnight)).toBe('2026-11-21T00:30:00.000000Z');
    expect(shown('09:00', 'utc', utc(2026, 11, 21, 23))).toBe('2026-11-21T09:00:00.000000Z');
    // In Auckland it is already the 22nd.
    expect(shown('01:00', 'Pacific/Auckland')).toBe('2026-11-21T12:00:00.000000Z');
  });

  it('reads wall times in the zone, summer and winter', () => {
    expect(shown('2026-11-21 14:35', 'Europe/Berlin')).toBe('2026-11-21T13:35:00.000000Z');
    expect(shown('2026-07-01 14:35', 'Europe/Berlin')).toBe('2026-07-01T12:35:00.000000Z');
  });

  it('takes the first of two where clocks go back, and goes on by the hour that is skipped where they go forward', () => {
    expect(shown('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000000Z');
    expect(shown('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000000Z');
    expect(shown('2026-11-01 01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000000Z');
  });

  it('reads what the screen shows as the same moment, save in the hour that comes twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 24 * 60 }), fc.constantFrom('utc', 'local', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Auckland'), (minute, zone) => {
        const at = micros(utc(2026, 1, 1) + minute * MINUTE + 123_000);
        const read = parseTime(dateTime(at, zone, 'millis'), now, zone);
        expect(read === undefined ? read : dateTime(read, zone, 'millis')).toBe(dateTime(at, zone, 'millis'));
        expect([0, HOUR, HOUR / 2]).toContain(at - (read ?? 0));
      }),
      { numRuns: 400 },
    );
  });

  it('answers any text with a moment or with nothing', () => {
    const bits = fc.constantFrom('-', '+', ':', '.', 'T', 'Z', ' ', '2026-11-21', '14:35', '1', '99', 'm', 'h', 'now', 'é');
    fc.assert(
      fc.property(fc.oneof(fc.array(bits, { maxLength: 8 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' })), fc.constantFrom('utc', 'Europe/Berlin', 'nowhere'), (text, zone) => {
        const at = parseTime(text, now, zone);
        expect(at === undefined || clockTime(at, zone, 'minutes').length === 5).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('parseDuration', () => {
  it.each([['90s', 90 * SECOND], ['15m', 15 * MINUTE], ['1h30m', 90 * MINUTE], ['1h 30m', 90 * MINUTE], ['500ms', 500_000], ['1.5h', 90 * MINUTE], ['250us', 250], ['250µs', 250], ['2d', 48 * HOUR], ['1w', 168 * HOUR], ['0s', 0]])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(['', ' ', '5', 's', '-5s', '5 parsecs', '30m1h', '1m1m', '1h30', '1..5s', '9999999999999w', '5S', `${'1'.repeat(70)}s`])('does not guess at %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('isZone', () => {
  it('knows local, utc and the names of the world, and nothing else', () => {
    expect(['local', 'utc', 'UTC', 'Europe/Berlin', '+05:30', 'Mars/Olympus', '', 'nowhere', '\u0000'].map(isZone)).toEqual([true, true, true, true, true, false, false, false, false]);
  });
});
