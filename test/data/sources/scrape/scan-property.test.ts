import { assert, double, property, string, stringMatching, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../../../../src/lib/micros.ts';
import { scanExposition, type Scan } from '../../../../src/data/sources/scrape/scan.ts';
import type { ExpositionFormat } from '../../../../src/data/sources/scrape/timestamp.ts';
import { seededRandom } from '../../../../src/lib/random.ts';
import { cpuMillis } from '../../../support/timing.ts';

const AT = micros(1_795_220_813_000_000);

function scan(page: string, format: ExpositionFormat = 'text'): Scan {
  return scanExposition(page, { format, at: AT, target: { instance: 'h:1', job: 'j' } });
}

const labels = uniqueArray(tuple(stringMatching(/^[a-z][a-z0-9_]{0,12}$/), string({ minLength: 1, unit: 'grapheme' })), {
  selector: ([name]) => name,
  maxLength: 6,
});

function asGo(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}

describe('a page that is written and read again', () => {
  it('yields the same name, labels and value', () => {
    assert(
      property(stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/), labels, double(), (name, pairs, value) => {
        const written = pairs.map(([label, text]) => `${label}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`);
        const page = `${name}{${written.join(',')}} ${asGo(value)}\n`;
        const { samples, rejects } = scanExposition(page, { format: 'text', at: AT });
        expect(rejects).toEqual([]);
        expect(samples).toHaveLength(1);
        expect(samples[0]?.name).toBe(name);
        expect(Object.entries(samples[0]?.labels ?? {})).toEqual(pairs);
        expect(samples[0]?.value).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});

/** The least of three times where the first is long: garbage of what came before may be collected meanwhile. */
function millisOf(work: () => unknown): number {
  let least = Infinity;
  for (let turn = 0; turn < 3 && least > 20; turn += 1) least = Math.min(least, cpuMillis(work));
  return least;
}

describe('whatever comes', () => {
  const PAGE = [
    '# HELP http_requests_total Requests "seen" \\n so far.',
    '# TYPE http_requests_total counter',
    'http_requests_total{method="GET",path="/a\\"b",status="200"} 1027 1795220812000',
    'lat_bucket{le="0.1"} 3 # {trace_id="abc"} 0.05 1795220812.5',
    '{"my.metric","a.b"="v"} NaN',
    'temp{} -0x1.8p3',
    '# EOF',
    '',
  ].join('\n');
  const PIECES = ['{', '}', '"', '\\', '\n', '\r', ' ', '\t', '#', '=', ',', '# EOF\n', '# TYPE ', 'NaN', '1e', '\u0000', '\ud800', '🧱', '__proto__', '{"', '9'.repeat(30)];

  it('is read without throwing, and every line is a sample, a comment or a reject', () => {
    const random = seededRandom(20_261_121);
    const pick = (most: number): number => Math.floor(random() * most);
    let slowest = 0;
    for (let round = 0; round < 10_000; round += 1) {
      let page = PAGE;
      for (let change = 0; change <= pick(6); change += 1) {
        const at = pick(page.length + 1);
        page = page.slice(0, at) + (PIECES[pick(PIECES.length)] ?? '') + page.slice(at + pick(4));
      }
      const format = pick(2) === 0 ? 'text' : 'openmetrics';
      const result = scan(page, format);
      slowest = Math.max(slowest, millisOf(() => scan(page, format)));
      expect(result.samples.length + result.rejected).toBeLessThanOrEqual(page.split('\n').length + 1);
      for (const { name, at } of result.samples) {
        if (name === '' || !Number.isSafeInteger(at)) throw new Error(`broken sample from ${JSON.stringify(page)}`);
      }
    }
    expect(slowest).toBeLessThan(50);
  });

  it('is read without throwing also when it is no page at all', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (page) => {
        expect(scan(page).rejected).toBeGreaterThanOrEqual(0);
        expect(scan(page, 'openmetrics').rejected).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['opening braces', '{'.repeat(60_000)],
    ['quotes', `a{b="${'"'.repeat(60_000)}`],
    ['backslashes', `a{b="${'\\'.repeat(60_000)}`],
    ['labels', `a{${'b="c",'.repeat(10_000)}} 1`],
    ['blanks', `a${' '.repeat(60_000)}x`],
    ['digits', `a ${'9'.repeat(60_000)}`],
    ['a TYPE line', `# TYPE "${'\\'.repeat(60_000)}`],
    ['lines of one quote', 'a{b="\n'.repeat(60_000)],
  ])('takes time in proportion to its size: %s', (_, page) => {
    expect(millisOf(() => scan(page))).toBeLessThan(250);
  });
});
