import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../src/data/session/writer.ts';
import type { Head, Session } from '../../../src/model/session.ts';
import type { SampleDraft } from '../../../src/model/signal.ts';
import { interval } from '../../../src/lib/micros.ts';
import { aReader, aSample, at, aWriter, frameAt, from, tempFolder } from '../../support/session.ts';

function recorded(...samples: readonly SampleDraft[]): { readonly session: Session; readonly frame: ReturnType<typeof frameAt> } {
  const writer = aWriter();
  const head = writer.append(from(1, ...samples), at(10_000));
  return { session: aReader(writer.path), frame: frameAt(head) };
}

function wave(count: number, value: (index: number) => number): readonly SampleDraft[] {
  return Array.from({ length: count }, (_, index) => aSample(index, value(index)));
}

const HOUR_LONG = interval(at(0), at(3_600));

describe('series', () => {
  it('are none where neither a panel nor a name is asked for, or the name is unknown', () => {
    const { session, frame } = recorded(aSample(0, 1));
    expect(session.series(frame, { span: HOUR_LONG, points: 10 })).toEqual([]);
    expect(session.series(frame, { name: 'down', span: HOUR_LONG, points: 10 })).toEqual([]);
  });

  it('are one series for equal labels in any order, and another for another source', () => {
    const writer = aWriter();
    const one = aSample(1, 1, { labels: { a: '1', b: '2' } });
    const head = writer.append([...from(1, one, { ...one, labels: { b: '2', a: '1' }, at: at(2) }), ...from(2, one)], at(3));
    const found = aReader(writer.path).series(frameAt(head), { name: 'up', span: HOUR_LONG, points: 10 });
    expect(found.map((series) => series.points.length)).toEqual([2, 1]);
  });

  it('keep the results of a panel apart from raw samples of the same name', () => {
    const { session, frame } = recorded(aSample(1, 1), aSample(2, 9, { panel: 'p' }));
    const values = (query: { name?: string; panel?: string }) => session.series(frame, { ...query, span: HOUR_LONG, points: 9 }).map((series) => series.last?.value);
    expect(values({ name: 'up' })).toEqual([1]);
    expect(values({ panel: 'p' })).toEqual([9]);
    expect(values({ panel: 'p', name: 'down' })).toEqual([]);
  });

  it('come with the most recently updated first, as many as asked for', () => {
    const { session, frame } = recorded(...[3, 9, 6].map((seconds) => aSample(seconds, 1, { labels: { host: `h${seconds}` } })));
    const hosts = (limit?: number) =>
      session.series(frame, { name: 'up', span: HOUR_LONG, points: 9, ...(limit === undefined ? {} : { limit }) }).map((series) => series.labels['host']);
    expect(hosts()).toEqual(['h9', 'h6', 'h3']);
    expect(hosts(2)).toEqual(['h9', 'h6']);
    expect(hosts(0)).toEqual([]);
  });

  it('leave out series without a sample in the span', () => {
    const { session, frame } = recorded(aSample(9_000, 1));
    expect(session.series(frame, { name: 'up', span: HOUR_LONG, points: 9 })).toEqual([]);
  });

  it('are thinned to the points asked for without losing a spike or a dip', () => {
    const { session, frame } = recorded(...wave(3_600, (index) => (index === 1_234 ? 99 : index === 2_345 ? -99 : Math.sin(index / 50))));
    for (const points of [3_599, 200, 80, 7, 2]) {
      const [series] = session.series(frame, { name: 'up', span: HOUR_LONG, points });
      expect(series?.points.length).toBeLessThanOrEqual(points);
      expect(series?.points).toContainEqual({ at: at(1_234), value: 99 });
      expect(series?.points).toContainEqual({ at: at(2_345), value: -99 });
      expect(series?.points.map((point) => point.at)).toEqual(series?.points.map((point) => point.at).toSorted((a, b) => a - b));
      expect(series).toMatchObject({ min: -99, max: 99, last: { at: at(3_599) } });
    }
    expect(session.series(frame, { name: 'up', span: HOUR_LONG, points: 1 })[0]).toMatchObject({ min: -99, max: 99, points: [{ at: at(3_599) }] });
  });

  it('keep a stretch without numbers as such', () => {
    const { session, frame } = recorded(...wave(1_000, (index) => (index > 400 && index < 700 ? Number.NaN : 1)));
    const [series] = session.series(frame, { name: 'up', span: interval(at(0), at(1_000)), points: 40 });
    expect(series?.points.some((point) => Number.isNaN(point.value))).toBe(true);
    expect(series).toMatchObject({ min: 1, max: 1 });
  });

  it('keep infinities and the extent of NaN alone', () => {
    const { session, frame } = recorded(aSample(1, Number.POSITIVE_INFINITY), aSample(2, Number.NaN, { name: 'nothing' }));
    expect(session.series(frame, { name: 'up', span: HOUR_LONG, points: 9 })[0]).toMatchObject({ max: Number.POSITIVE_INFINITY });
    expect(session.series(frame, { name: 'nothing', span: HOUR_LONG, points: 9 })[0]).toMatchObject({ min: undefined, max: undefined, last: { value: Number.NaN } });
  });

  it('take labels named like parts of every object', () => {
    const labels = Object.fromEntries([['__proto__', 'x'], ['constructor', 'y'], ['a', 'z']]);
    const { session, frame } = recorded(aSample(1, 1, { labels }));
    const [series] = session.series(frame, { name: 'up', span: HOUR_LONG, points: 9 });
    expect(Object.entries(series?.labels ?? {})).toEqual([['__proto__', 'x'], ['a', 'z'], ['constructor', 'y']]);
  });
});

describe('a chart of many hours', () => {
  const SECONDS = 9_000;
  /** Flat, but for spikes: in the first and the last incomplete part of the span, before the restart, and one that comes twice. */
  const spikes = new Map([[70, 50], [130, 50], [3_100, 40], [4_000, -20], [8_990, 60]]);

  function recordedInPieces(): { readonly session: Session; readonly heads: readonly Head[] } {
    const path = join(tempFolder(), 'session.db');
    const heads: Head[] = [];
    for (const [begin, end] of [[0, 3_333], [3_333, SECONDS]] as const) {
      const writer = openWriter(path, { title: 'x' });
      for (let second = begin; second < end; second += 50) {
        const samples = Array.from({ length: Math.min(50, end - second) }, (_, index) => aSample(second + index, spikes.get(second + index) ?? (second + index) % 7));
        heads.push(writer.append(from(1, ...samples), at(second + 50)));
      }
      if (end === SECONDS) heads.push(writer.tick(at(SECONDS + 700)));
      writer.close();
    }
    return { session: aReader(path), heads };
  }

  it('shows the same samples as if every one were looked at, at every head, also after a restart', () => {
    const { session, heads } = recordedInPieces();
    for (const head of heads.filter((_, index) => index % 13 === 0 || index >= heads.length - 2)) {
      const frame = frameAt(head);
      const span = interval(at(65), at(8_999));
      const [all] = session.series(frame, { name: 'up', span, points: 5_000 });
      const [thin] = session.series(frame, { name: 'up', span, points: 60 });
      const known = Array.from({ length: SECONDS }, (_, second) => second).filter((second) => second >= 65 && second < 8_999 && at(second + 1) <= head.learned);
      const expected = [...spikes].filter(([second]) => known.includes(second)).map(([second, value]) => ({ at: at(second), value }));
      // Of the two that share a value and a stretch, the earlier one stays.
      for (const point of expected.filter((point) => point.at !== at(130))) expect(thin?.points ?? []).toContainEqual(point);
      expect({ min: thin?.min, max: thin?.max, last: thin?.last }).toEqual({ min: all?.min, max: all?.max, last: all?.last });
    }
  });

  it('does not know a late sample before the head that learned it', () => {
    const writer = aWriter();
    const filler = Array.from({ length: 500 }, (_, index) => aSample(index * 20, 1));
    const before = writer.append(from(1, ...filler), at(10_000));
    const after = writer.append(from(1, aSample(3_000.5, 99)), at(10_700));
    const flushed = writer.tick(at(11_400));
    const session = aReader(writer.path);
    const highest = [before, after, flushed].map((head) => session.series(frameAt(head), { name: 'up', span: interval(at(0), at(10_000)), points: 30 })[0]?.max);
    expect(highest).toEqual([1, 99, 99]);
  });
});
