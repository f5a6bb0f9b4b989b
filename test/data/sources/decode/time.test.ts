import { describe, expect, it } from 'vitest';
import { findTime } from '../../../../src/data/sources/decode/find-time.ts';
import { timeOf } from '../../../../src/data/sources/decode/time.ts';
import { UTC, zoneOf, type Zone } from '../../../../src/data/sources/decode/zone.ts';
import { micros, toRfc3339 } from '../../../../src/lib/micros.ts';
import { cpuMillis } from '../../../support/timing.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000);

function read(value: unknown, zone: Zone = UTC): string | undefined {
  const time = timeOf(value, { zone, now: NOW });
  return time === undefined ? undefined : toRfc3339(time.at);
}

function named(name: string): Zone {
  const zone = zoneOf(name);
  if (zone === undefined) throw new Error(`no zone ${name}`);
  return zone;
}

describe('a time field', () => {
  it.each([
    ['2024-01-15T10:23:45.123Z', '2024-01-15T10:23:45.123000Z'],
    ['2024-01-15T10:23:45Z', '2024-01-15T10:23:45.000000Z'],
    ['2024-01-15T10:23Z', '2024-01-15T10:23:00.000000Z'],
    ['2024-01-15T11:23:45.123456+01:00', '2024-01-15T10:23:45.123456Z'],
    ['2024-01-15T04:53:45-0530', '2024-01-15T10:23:45.000000Z'],
    ['2024-01-15T11:23:45+01', '2024-01-15T10:23:45.000000Z'],
    ['2026-01-28T17:45:00.5+00:00Z', '2026-01-28T17:45:00.500000Z'],
    ['2026-03-01T10:59:34.901929', '2026-03-01T10:59:34.901929Z'],
    ['2026-03-01 10:59:34,901', '2026-03-01T10:59:34.901000Z'],
    ['2026/03/01 10:59:34', '2026-03-01T10:59:34.000000Z'],
    ['2026-03-01 10:59:34 UTC', '2026-03-01T10:59:34.000000Z'],
    ['2026-03-01 10:59:34 CET', '2026-03-01T09:59:34.000000Z'],
    ['20251003T203142Z', '2025-10-03T20:31:42.000000Z'],
    ['20251003T203142', '2025-10-03T20:31:42.000000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['21/Nov/2026:01:02:03 +0100', '2026-11-21T00:02:03.000000Z'],
    ['Sat, 21 Nov 2026 01:02:03 GMT', '2026-11-21T01:02:03.000000Z'],
    ['Nov 21 2026 01:02:03.250 UTC', '2026-11-21T01:02:03.250000Z'],
    [1_732_150_000, '2024-11-21T00:46:40.000000Z'],
    [1_732_150_000.25, '2024-11-21T00:46:40.250000Z'],
    [1_732_150_000_123, '2024-11-21T00:46:40.123000Z'],
    [1_732_150_000_123_456, '2024-11-21T00:46:40.123456Z'],
    ['1732150000', '2024-11-21T00:46:40.000000Z'],
    ['1732150000.25', '2024-11-21T00:46:40.250000Z'],
    ['1.73215000025e9', '2024-11-21T00:46:40.250000Z'],
    ['1732150000123', '2024-11-21T00:46:40.123000Z'],
    ['1732150000123456', '2024-11-21T00:46:40.123456Z'],
    ['1732150000123456000', '2024-11-21T00:46:40.123456Z'],
    [12, '1970-01-01T00:00:12.000000Z'],
  ])('reads %s', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it.each([
    'yesterday', '', '2024-13-01T00:00:00Z', '2023-02-29T00:00:00Z', '2024-01-15T24:00:00Z', '2024-01-15T10:61:00Z', '2024-01-15T10:00:61Z',
    '1850-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2024-01-15', -5, Number.NaN, Number.POSITIVE_INFINITY, null, true, {}, 'x'.repeat(100_000),
  ])('has no time for %j', (value) => {
    expect(read(value)).toBeUndefined();
  });

  it('says when a text holds more than microseconds', () => {
    expect(timeOf('2024-01-15T10:23:45.123456789Z', { zone: UTC, now: NOW })?.exact).toBe(false);
    expect(timeOf('2024-01-15T10:23:45.123456000Z', { zone: UTC, now: NOW })?.exact).toBe(true);
  });
});

describe('a time without a zone', () => {
  it('is read in the zone given, summer and winter', () => {
    expect(read('2026-01-15T12:00:00', named('Europe/Berlin'))).toBe('2026-01-15T11:00:00.000000Z');
    expect(read('2026-07-15T12:00:00', named('Europe/Berlin'))).toBe('2026-07-15T10:00:00.000000Z');
    expect(read('2026-07-15T12:00:00', named('-03:30'))).toBe('2026-07-15T15:30:00.000000Z');
  });

  it('takes an hour that happens twice as its first, and one that never happens as if the clock had not jumped', () => {
    expect(read('2026-10-25T02:30:00', named('Europe/Berlin'))).toBe('2026-10-25T00:30:00.000000Z');
    expect(read('2026-10-25T03:00:00', named('Europe/Berlin'))).toBe('2026-10-25T02:00:00.000000Z');
    expect(read('2026-03-29T02:30:00', named('Europe/Berlin'))).toBe('2026-03-29T01:30:00.000000Z');
    expect(read('2026-03-29T03:30:00', named('Europe/Berlin'))).toBe('2026-03-29T01:30:00.000000Z');
  });

  it('knows no zone of that name', () => {
    expect(zoneOf('Middle/Earth')).toBeUndefined();
    expect(zoneOf('+25:00')).toBeUndefined();
    expect(zoneOf('')).toBeUndefined();
  });
});

describe('a time anywhere in a line', () => {
  function found(line: string): string | undefined {
    const time = findTime(line, { zone: UTC, now: NOW });
    return time === undefined ? undefined : `${toRfc3339(time.at)} ${line.slice(time.from, time.to)}`;
  }

  it.each([
    ['request 4711 done at 2026-11-21T01:02:03.5Z by x', '2026-11-21T01:02:03.500000Z 2026-11-21T01:02:03.5Z'],
    ['at 2026-11-21T01:02:03+00:00Z it', '2026-11-21T01:02:03.000000Z 2026-11-21T01:02:03+00:00Z'],
    ['[2026-11-21 01:02:03] started', '2026-11-21T01:02:03.000000Z 2026-11-21 01:02:03'],
    ['2026-11-21 01:02:03 - 12 items', '2026-11-21T01:02:03.000000Z 2026-11-21 01:02:03'],
    ['2026-11-21 01:02:03 -1234 items', '2026-11-21T01:02:03.000000Z 2026-11-21 01:02:03'],
    ['1.2.3.4 - - [21/Nov/2026:01:02:03 +0000] "GET / HTTP/1.1" 200', '2026-11-21T01:02:03.000000Z 21/Nov/2026:01:02:03 +0000'],
    ['21-Nov-2026 01:02:03.456 INFO [main] Catalina.start', '2026-11-21T01:02:03.456000Z 21-Nov-2026 01:02:03.456'],
    ['1:M 21 Nov 2026 01:02:03.456 * Ready', '2026-11-21T01:02:03.456000Z 21 Nov 2026 01:02:03.456'],
    ['[Sat Nov 21 01:02:03.123456 2026] [core:error] x', '2026-11-21T01:02:03.123456Z Sat Nov 21 01:02:03.123456 2026'],
    ['E1121 01:02:03.456789 12 main.go:3] x', '2026-11-21T01:02:03.456789Z E1121 01:02:03.456789'],
    ['type=SYSCALL msg=audit(1732150000.123:45): x', '2024-11-21T00:46:40.123000Z 1732150000.123'],
    ['1732150000123 started', '2024-11-21T00:46:40.123000Z 1732150000123'],
    ['02:30:00.5 [log] guardian: x', '2026-11-21T02:30:00.500000Z 02:30:00.5'],
    ['14:35:02 [log] guardian: x', '2026-11-20T14:35:02.000000Z 14:35:02'],
    ['Nov  1 01:02:03 x', '2026-11-01T01:02:03.000000Z Nov  1 01:02:03'],
  ])('is found in %s', (line, expected) => {
    expect(found(line)).toBe(expected);
  });

  it('takes a time without a year as the last one that was no later than a day from now', () => {
    expect(found('Nov 21 23:00:00 x')).toContain('2026-11-21');
    expect(found('Dec 31 23:59:59 x')).toContain('2025-12-31');
    expect(found('Feb 29 00:00:00 x')).toContain('2024-02-29');
  });

  it.each(['build 2026.11.21 of app', 'took 01:02 h', '12345678901234567890 x', 'version 1.2.3', 'Nov 31 01:02:03 x', ''])('finds none in %s', (line) => {
    expect(found(line)).toBeUndefined();
  });

  it('looks no further than the head of a long line', () => {
    const line = `${'1'.repeat(200_000)} 2026-11-21T01:02:03Z`;
    expect(cpuMillis(() => expect(found(line)).toBeUndefined())).toBeLessThan(500);
  });
});
