import { describe, expect, it } from 'vitest';
import type { SeriesEvent } from '../../../src/analysis/watch/events.ts';
import { SeriesWatch } from '../../../src/analysis/watch/series-watch.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { at } from '../../support/session.ts';

const random = seededRandom(11);
/** Nearly normal, deviation 1. */
const noise = (): number => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);

/** Events of a series with a point each ten seconds; for anomalies the last word on each. */
function events(values: readonly number[], threshold?: number): readonly SeriesEvent[] {
  const watch = new SeriesWatch(threshold);
  const told = new Map<string, SeriesEvent>();
  values.forEach((value, index) => {
    for (const event of watch.add({ at: at(index * 10), value })) told.set(event.kind === 'anomaly' ? String(event.since) : `${event.change} ${event.at}`, event);
  });
  return [...told.values()];
}

const words = (told: readonly SeriesEvent[]): readonly string[] => told.map((event) => `${event.kind === 'anomaly' ? event.direction : event.change} ${(event.at - at(0)) / 10_000_000}`);
const series = (length: number, value: (index: number) => number): readonly number[] => Array.from({ length }, (_, index) => value(index));

describe('a series that is watched', () => {
  it.each([
    ['constant', () => 7], ['zero', () => 0], ['noise', () => 100 + noise()], ['up or down', (index: number) => Number(index % 17 > 2)], ['a counter', (index: number) => index * 3],
    ['a counter that is reset now and then', (index: number) => (index % 90) * 5], ['a slow wave', (index: number) => 50 + 20 * Math.sin(index / 200) + noise()], ['one wild point', (index: number) => (index === 200 ? 1e9 : noise())],
    ['no number', () => Number.NaN], ['infinite now and then', (index: number) => (index % 50 === 0 ? Infinity : noise())],
  ])('says nothing where it is %s', (_, value) => {
    expect(events(series(360, value))).toEqual([]);
  });

  it('tells one anomaly for a spike, with the extreme, what was expected and when it was over', () => {
    const [spike, ...rest] = events(series(300, (index) => 100 + noise() + (index >= 200 && index < 206 ? (index === 203 ? -40 : -20) : 0)));
    expect(rest).toEqual([]);
    expect(spike).toMatchObject({ kind: 'anomaly', direction: 'low', at: at(2_030), since: at(2_000) });
    if (spike?.kind !== 'anomaly') throw new Error('an anomaly');
    expect(spike.expected.min).toBeGreaterThan(90);
    expect(spike.observed).toBeLessThan(65);
    expect(spike.sigma).toBeGreaterThan(20);
    expect(spike.confidence).toBeGreaterThan(0.99);
    expect(spike.ended).toBe(at(2_060));
  });

  it('takes a level that holds for the new one, and says nothing more of it', () => {
    const told = events(series(400, (index) => (index < 150 ? 10 : 30) + noise()));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: 'anomaly', direction: 'high', since: at(1_500) });
    expect(told[0]).toHaveProperty('ended');
  });

  it('with a threshold tells the rise from where it began, the crossing, and the way back', () => {
    const told = events(series(400, (index) => 20 + noise() / 4 + Math.max(0, Math.min(80, index - 150)) - Math.max(0, Math.min(80, (index - 280) * 4))), 80);
    expect(words(told)).toEqual([expect.stringMatching(/^rising 1(?:49|50|51)$/), expect.stringMatching(/^crosses 2(?:09|10)/), expect.stringMatching(/^recovers 28\d/), expect.stringMatching(/^normal (?:299|30\d)/)]);
  });

  it('with a threshold calls what happens at once a jump or a drop', () => {
    expect(words(events(series(260, (index) => (index < 200 ? 50 : 62) + noise()), 500))).toEqual(['jump 200']);
    expect(words(events(series(260, (index) => (index < 200 ? 50 : 38) + noise()), 500))).toEqual(['drop 200']);
  });

  it('tells one crossing of a series that trembles around its threshold', () => {
    const told = events(series(300, (index) => (index < 100 ? 70 : 80.5) + noise() / 2), 80).filter((event) => event.kind === 'inflection' && event.change === 'crosses');
    expect(told).toHaveLength(1);
  });

  it('tells that a noisy series stands still, and that it moves again', () => {
    const told = events(series(320, (index) => (index >= 150 && index < 250 ? 100 : 100 + noise())));
    expect(words(told)).toEqual(['flat 150', 'normal 250']);
  });

  it('knows time alone: points that are old or doubled change nothing', () => {
    const values = series(300, (index) => 100 + noise() + (index >= 200 ? 20 : 0));
    const plain = new SeriesWatch();
    const shaken = new SeriesWatch();
    const one = values.flatMap((value, index) => plain.add({ at: at(index * 10), value }));
    const two = values.flatMap((value, index) => [...shaken.add({ at: at(index * 10), value }), ...shaken.add({ at: at(index * 10), value: 1e9 }), ...shaken.add({ at: at(0), value: -1e9 })]);
    expect(two).toEqual(one);
    expect(one.length).toBeGreaterThan(0);
  });

  it('looks back as far whatever the interval: a point a second says the same as one in five', () => {
    const value = (second: number): number => 100 + Math.sin(second) + (second >= 1_000 ? 30 : 0);
    const told = [1, 5].map((step) => {
      const watch = new SeriesWatch();
      return Array.from({ length: 1_500 / step }, (_, index) => watch.add({ at: at(index * step), value: value(index * step) })).flat()[0]?.kind;
    });
    expect(told).toEqual(['anomaly', 'anomaly']);
  });
});
