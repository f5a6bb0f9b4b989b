// The watch over an hour of a real node exporter, read every ten seconds on a machine of two cores that was building and testing
// software meanwhile: noise as it is, with true changes of load in it. A change that several series show at one moment is taken for true (a
// program began or ended); all others are counted as false, and both figures are printed.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../../src/analysis/watch/baseline.ts';
import type { SeriesEvent } from '../../../src/analysis/watch/events.ts';
import { SeriesWatch } from '../../../src/analysis/watch/series-watch.ts';
import { MINUTE, SECOND, micros } from '../../../src/lib/micros.ts';
import { seededRandom } from '../../../src/lib/random.ts';

interface Hour {
  readonly everySeconds: number;
  readonly series: Readonly<Record<string, readonly number[]>>;
}

const HOUR = JSON.parse(readFileSync(new URL('../../fixtures/node-hour.json', import.meta.url), 'utf8')) as Hour;
const STEP = HOUR.everySeconds * SECOND;
const SERIES = Object.values(HOUR.series);

/** The changes that are told, each once; `at` in points. */
function changesIn(values: readonly number[]): readonly { readonly from: number; readonly event: SeriesEvent }[] {
  const watch = new SeriesWatch();
  const seen = new Map<string, SeriesEvent>();
  values.forEach((value, index) => {
    for (const event of watch.add({ at: micros((1_000 + index) * STEP), value })) {
      seen.set(event.kind === 'anomaly' ? `anomaly ${event.since}` : `${event.change} ${event.at}`, event);
    }
  });
  return [...seen.values()].map((event) => ({ from: (event.kind === 'anomaly' ? event.since : event.at) / STEP - 1_000, event }));
}

/** Points between two changes that count as one moment. */
const TOGETHER = 3;

const random = seededRandom(5);
/** Points that are not yet part of what is expected. */
const YOUNG = Math.ceil((3 * MINUTE) / STEP) + 1;

/** Where a change of five deviations can be put into a series, and how large those are there. */
function places(count: number): readonly { readonly values: readonly number[]; readonly at: number; readonly scale: number }[] {
  return SERIES.flatMap((values) =>
    Array.from({ length: count }, () => {
      const at = 100 + Math.floor(random() * (values.length - 170));
      const { scale, lively } = expectationOf(values.slice(Math.max(0, at - YOUNG - 180), at - YOUNG));
      return lively ? [{ values, at, scale }] : [];
    }).flat(),
  );
}

const KINDS: readonly (readonly [name: string, points: number, change: (value: number, scale: number, before: number) => number])[] = [
  ['steps', 60, (value, scale) => value + 5 * scale],
  ['drops', 60, (value, scale) => value - 5 * scale],
  ['spikes of four points', 4, (value, scale) => value + 5 * scale],
  ['flat lines', 60, (_, __, before) => before],
];

describe('an hour of a real machine', () => {
  it('raises at most one false event in twenty hours of a series', () => {
    const hours = SERIES.reduce((sum, values) => sum + (values.length * STEP) / (60 * MINUTE), 0);
    const events = SERIES.flatMap((values, series) => changesIn(values).filter(({ event }) => event.kind === 'anomaly' || event.change !== 'normal').map(({ from }) => ({ series, from })));
    const alone = events.filter((one) => !events.some((other) => other.series !== one.series && Math.abs(other.from - one.from) <= TOGETHER));
    const inTwenty = (count: number): number => (count / hours) * 20;
    process.stdout.write(`${events.length} events in ${hours.toFixed(0)} series-hours, ${alone.length} of them in one series alone: ${inTwenty(events.length).toFixed(2)} and ${inTwenty(alone.length).toFixed(2)} in twenty\n`);
    expect(hours).toBeGreaterThan(40);
    expect(inTwenty(alone.length)).toBeLessThanOrEqual(1);
    expect(inTwenty(events.length)).toBeLessThanOrEqual(2);
  });

  it.each(KINDS)('does not hide %s of five deviations', (name, points, change) => {
    const tried = places(4);
    const found = tried.filter(({ values, at, scale }) => {
      const before = values[at] ?? 0;
      const changed = values.map((value, index) => (index < at || index >= at + points ? value : change(value, scale, before)));
      return changesIn(changed).some(({ from }) => from >= at - 1 && from < at + points);
    });
    process.stdout.write(`${name}: ${found.length} of ${tried.length} found\n`);
    expect(tried.length).toBeGreaterThan(100);
    expect(found.length / tried.length).toBeGreaterThanOrEqual(0.95);
  });
});
