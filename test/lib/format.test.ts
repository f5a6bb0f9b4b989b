import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRate, bytes, clockTime, compact, count, dateTime, duration, percent, timeRange, value, zoneName, type ValueUnit } from '../../src/lib/format.ts';
import { DAY, HOUR, micros, MILLI, MINUTE, SECOND } from '../../src/lib/micros.ts';

const UNITS: readonly ValueUnit[] = ['none', 'percent', 'ratio', 'bytes', 'bytes/s', 'seconds', 'milliseconds', '/s', '/min'];

describe('numbers that are none', () => {
  it('read as Prometheus writes them, in every form', () => {
    for (const form of [count, compact, bytes, byteRate, duration, percent, ...UNITS.map((unit) => (n: number) => value(n, unit))]) {
      expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(form)).toEqual(['NaN', '+Inf', '-Inf']);
    }
  });
});

describe('count', () => {
  it.each([[0, '0'], [-0, '0'], [-0.4, '0'], [999, '999'], [1_284, '1,284'], [1_284.5, '1,285'], [-12_408, '-12,408'], [-124_080, '-124,080'], [123_456_789, '123,456,789'], [1e21, '1,000,000,000,000,000,000,000']])('writes %s as %s', (n, text) => {
    expect(count(n)).toBe(text);
  });
});

describe('compact', () => {
  it.each([
    [0, '0'], [12_408, '12,408'], [99_999, '99,999'], [99_999.6, '100k'], [100_000, '100k'], [124_080, '124k'], [999_499, '999k'], [999_500, '1.00M'], [1_284_000, '1.28M'], [12_400_000, '12.4M'], [-5e9, '-5.00G'], [1e25, '1.00e+25'],
  ])('writes %s as %s', (n, text) => {
    expect(compact(n)).toBe(text);
  });

  it('is at most seven characters for whatever fits a counter', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (n) => {
      expect(compact(n).length).toBeLessThanOrEqual(7);
    }));
  });
});

describe('bytes and byteRate', () => {
  it.each([[0, '0 B'], [0.2, '0 B'], [850, '850 B'], [999.6, '1.0 kB'], [1_000, '1.0 kB'], [9_940, '9.9 kB'], [9_950, '10 kB'], [12_300_000, '12 MB'], [123_456_789, '123 MB'], [999_600_000, '1.0 GB'], [-2_048, '-2.0 kB'], [-0.2, '0 B'], [5e21, '5,000 EB']])(
    'write %s bytes as %s',
    (n, text) => {
      expect(bytes(n)).toBe(text);
    },
  );

  it.each([[0, '0 B/s'], [1_023, '1,023 B/s'], [1_024, '1.0 KiB/s'], [11_300, '11 KiB/s'], [1_048_000, '1,023 KiB/s'], [1_048_400, '1.0 MiB/s']])('write %s bytes a second as %s', (n, text) => {
    expect(byteRate(n)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'], [0.4, '0 s'], [1, '1 µs'], [850, '850 µs'], [999.6, '1.0 ms'], [2_340, '2.3 ms'], [850 * MILLI, '850 ms'], [999.6 * MILLI, '1.0 s'], [2.3 * SECOND, '2.3 s'], [9.96 * SECOND, '10 s'], [59.4 * SECOND, '59 s'],
    [59.6 * SECOND, '1m 00s'], [63 * SECOND, '1m 03s'], [4 * MINUTE + 12 * SECOND, '4m 12s'], [HOUR - 1, '1h 00m'], [63 * MINUTE, '1h 03m'], [DAY - 1, '1d 0h'], [2 * DAY + 4 * HOUR, '2d 4h'], [1_234 * DAY, '1,234d 0h'], [-2.3 * SECOND, '-2.3 s'],
  ])('writes %s microseconds as %s', (n, text) => {
    expect(duration(n)).toBe(text);
  });

  it('never shows sixty of anything, and never shrinks while the time grows', () => {
    const size = (text: string): number => {
      const part = { µs: 1, ms: MILLI, s: SECOND, m: MINUTE, h: HOUR, d: DAY };
      return [...text.matchAll(/([\d.,]+) ?(µs|ms|s|m|h|d)/gu)].reduce((sum, [, n = '', unit]) => sum + Number(n.replace(',', '')) * part[unit as keyof typeof part], 0);
    };
    fc.assert(
      fc.property(fc.double({ min: 1, max: 40 * DAY, noNaN: true }), fc.double({ min: 1, max: 1.02, noNaN: true }), (n, factor) => {
        expect(duration(n)).not.toMatch(/\b60 ?[sm](?!s)|\b24h/u);
        expect(size(duration(n * factor))).toBeGreaterThanOrEqual(size(duration(n)));
        expect(Math.abs(size(duration(n)) / n - 1)).toBeLessThan(0.51);
      }),
    );
  });
});

describe('percent', () => {
  it.each([[0, '0 %'], [0.5, '50 %'], [0.873, '87.3 %'], [0.9995, '99.95 %'], [0.999_999, '99.99 %'], [0.9957, '99.57 %'], [1, '100 %'], [1.0004, '100 %'], [12.34, '1,234 %'], [-0.042, '-4.2 %'], [0.000_01, '0.001 %']])('writes %s as %s', (n, text) => {
    expect(percent(n)).toBe(text);
  });

  it('never says 100 % for less than the whole', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n) => {
      expect(percent(Math.min(n, 1 - 1e-9))).not.toBe('100 %');
    }));
  });
});

describe('value', () => {
  it.each<[number, ValueUnit, string]>([
    [87.3, 'percent', '87.3 %'], [0.873, 'ratio', '87.3 %'], [412, '/s', '412 /s'], [7.2, '/s', '7.2 /s'], [7.256, '/s', '7.26 /s'], [3_104, '/min', '3,104 /min'], [1.84, 'seconds', '1.84 s'], [0.0123, 'seconds', '12.3 ms'],
    [0.000_5, 'seconds', '500 µs'], [0, 'seconds', '0 ms'], [2_340, 'milliseconds', '2.34 s'], [252_000, 'milliseconds', '4m 12s'], [12_300_000, 'bytes', '12 MB'], [11_300, 'bytes/s', '11 KiB/s'],
    [0, 'none', '0'], [143, 'none', '143'], [100.4, 'none', '100'], [1_234.5, 'none', '1,235'], [9.999, 'none', '10'], [0.001_23, 'none', '0.00123'], [0.000_012, 'none', '1.2e-5'], [1_284_000, 'none', '1.28M'], [-4.25, 'none', '-4.25'], [99_999.7, 'none', '100k'],
  ])('writes %s in %s as %s', (n, unit, text) => {
    expect(value(n, unit)).toBe(text);
  });

  it('stays short for every number there is', () => {
    fc.assert(fc.property(fc.double({ min: -1e15, max: 1e15 }), fc.constantFrom(...UNITS), (n, unit) => {
      expect(value(n, unit).length).toBeLessThanOrEqual(18);
    }));
  });
});

describe('times', () => {
  const at = micros(Date.UTC(2026, 10, 21, 13, 35, 12, 120) * 1_000 + 999);

  it('are written to the precision asked for, in the zone asked for', () => {
    expect(clockTime(at, 'utc', 'minutes')).toBe('13:35');
    expect(clockTime(at, 'utc', 'seconds')).toBe('13:35:12');
    expect(clockTime(at, 'Europe/Berlin', 'millis')).toBe('14:35:12.120');
    expect(clockTime(at, 'Asia/Kathmandu', 'minutes')).toBe('19:20');
    expect(dateTime(at, 'utc')).toBe('2026-11-21 13:35:12');
    expect(dateTime(at, 'Pacific/Auckland', 'minutes')).toBe('2026-11-22 02:35');
    expect(dateTime(micros(0), 'America/New_York')).toBe('1969-12-31 19:00:00');
    expect(timeRange(at, micros(at + HOUR), 'utc')).toBe('13:35–14:35');
    expect(timeRange(micros(at - 50 * DAY), at, 'utc')).toBe('10-02 13:35–11-21 13:35');
  });

  it('agree with Intl on both sides of every change of the clocks', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Tehran']) {
      const intl = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
      for (let hour = 0; hour < 366 * 24; hour += 7) {
        const millis = Date.UTC(2026, 0, 1, hour, hour % 60, 59);
        expect(clockTime(micros(millis * 1_000), zone, 'seconds')).toBe(intl.format(millis));
      }
    }
    const change = Date.UTC(2026, 2, 29, 1) * 1_000;
    expect([-1, 0].map((step) => clockTime(micros(change + step * SECOND), 'Europe/Berlin', 'seconds'))).toEqual(['01:59:59', '03:00:00']);
  });

  it('in the local zone agree with the clock of the machine', () => {
    const local = new Date(Number(at) / 1_000);
    expect(clockTime(at, 'local', 'minutes')).toBe(`${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`);
  });

  it('name their zone as people there do, summer and winter', () => {
    const july = micros(Date.UTC(2026, 6, 1) * 1_000);
    expect(['utc', 'Europe/Berlin', 'America/New_York', 'Europe/London', 'Etc/UTC'].map((zone) => zoneName(at, zone))).toEqual(['UTC', 'CET', 'EST', 'GMT', 'UTC']);
    expect(['Europe/Berlin', 'America/New_York', 'Europe/London'].map((zone) => zoneName(july, zone))).toEqual(['CEST', 'EDT', 'BST']);
    expect(zoneName(at, 'Asia/Kathmandu')).toBe('UTC+5:45');
    expect(zoneName(at, 'America/Sao_Paulo')).toBe('UTC-3');
    expect(zoneName(at, 'local')).not.toBe('');
  });

  it('in a zone that nobody knows are UTC and say so', () => {
    expect(clockTime(at, 'Mars/Olympus', 'minutes')).toBe('13:35');
    expect(zoneName(at, 'Mars/Olympus')).toBe('UTC');
  });
});
