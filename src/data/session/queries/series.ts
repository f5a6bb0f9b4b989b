// Time series of a panel or of a metric name. Long spans are thinned to the lowest and the highest sample of each stretch, so that
// no spike is lost; the samples that remain are real ones, at their own times.
import type { Interval, Micros } from '../../../lib/micros.ts';
import type { Frame, Point, Series, SeriesQuery } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import { bucketOf } from '../ladder.ts';

const LIMIT = 20;
const MOST_SERIES = 200;
/** Series of one name or panel that are considered at all: those defined last. */
const CANDIDATES = 1_000;
const MOST_POINTS = 5_000;

interface SeriesRow {
  readonly id: number;
  readonly name: string;
  readonly labels: string;
}

/** A sample as stored: NaN is NULL. */
interface SampleRow {
  readonly at: Micros;
  readonly value: number | null;
}

interface ExtremeRow {
  readonly at: Micros | null;
  readonly value: number | null;
}

type Stretch = [series: number, from: number, to: number, head: number];

export interface SeriesQueries {
  series(frame: Frame, query: SeriesQuery): readonly Series[];
}

const WITHIN = 'FROM sample INDEXED BY sample_at WHERE series = ? AND at >= ? AND at < ? AND seq <= ?';

export function seriesQueries(db: Connection): SeriesQueries {
  const ofPanel = db.prepare<[string, number, number], SeriesRow>(
    'SELECT id, name, labels FROM series WHERE panel = ? AND seq <= ? ORDER BY id DESC LIMIT ?',
  );
  const ofName = db.prepare<[string, number, number], SeriesRow>(
    'SELECT id, name, labels FROM series WHERE name = ? AND panel IS NULL AND seq <= ? ORDER BY id DESC LIMIT ?',
  );
  const last = db.prepare<Stretch, SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at DESC, value DESC LIMIT 1`);
  const points = db.prepare<[...Stretch, number], SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at, value LIMIT ?`);
  // A bare column beside one min or max is that of the row which has it.
  const lowest = db.prepare<Stretch, ExtremeRow>(`SELECT at, min(value) AS value ${WITHIN}`);
  const highest = db.prepare<Stretch, ExtremeRow>(`SELECT at, max(value) AS value ${WITHIN}`);

  const extremesOf = (...stretch: Stretch): readonly Point[] => {
    const low = lowest.get(...stretch);
    if (low === undefined || low.at === null) return [];
    const high = low.value === null ? undefined : highest.get(...stretch);
    const pair = [pointOf(low.at, low.value)];
    if (high !== undefined && high.at !== null && high.at !== low.at) pair.push(pointOf(high.at, high.value));
    return pair.toSorted((a, b) => a.at - b.at);
  };

  const read = (row: SeriesRow, newest: Point, query: SeriesQuery, head: number): Series => {
    const { from, to } = query.span;
    const most = Math.max(1, Math.min(MOST_POINTS, Math.trunc(query.points)));
    const raw = points.all(row.id, from, to, head, most + 1);
    const kept =
      raw.length <= most
        ? raw.map(({ at, value }) => pointOf(at, value))
        : stretches(query.span, most).flatMap(([begin, end]) => extremesOf(row.id, begin, end, head));
    const labels: Readonly<Record<string, string>> = JSON.parse(row.labels);
    return { name: row.name, labels, points: kept.length <= most ? kept : [newest], last: newest, ...bounds(kept) };
  };

  return {
    series: (frame, query) => {
      const head = frame.head.seq;
      const found =
        query.panel !== undefined ? ofPanel.all(query.panel, head, CANDIDATES)
        : query.name !== undefined ? ofName.all(query.name, head, CANDIDATES)
        : [];
      const current = found.flatMap((row) => {
        if (query.name !== undefined && row.name !== query.name) return [];
        const sample = last.get(row.id, query.span.from, query.span.to, head);
        return sample === undefined ? [] : [{ row, newest: pointOf(sample.at, sample.value) }];
      });
      const limit = Math.max(0, Math.min(MOST_SERIES, Math.trunc(query.limit ?? LIMIT)));
      const chosen = current.toSorted((a, b) => b.newest.at - a.newest.at || a.row.id - b.row.id).slice(0, limit);
      return chosen.map(({ row, newest }) => read(row, newest, query, head));
    },
  };
}

/** Cuts the span at multiples of one width, so that stretches stand still while the span slides; at most two points each. */
function stretches(span: Interval, points: number): readonly (readonly [number, number])[] {
  const most = Math.floor(points / 2);
  if (most < 3) return [[span.from, span.to]];
  const width = Math.max(1, Math.ceil((span.to - span.from) / (most - 1)));
  const cuts: [number, number][] = [];
  for (let bucket = bucketOf(span.from, width); bucket * width < span.to; bucket += 1) {
    cuts.push([Math.max(span.from, bucket * width), Math.min(span.to, (bucket + 1) * width)]);
  }
  return cuts;
}

function bounds(points: readonly Point[]): { readonly min: number | undefined; readonly max: number | undefined } {
  let min: number | undefined;
  let max: number | undefined;
  for (const { value } of points) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min ?? value, value);
    max = Math.max(max ?? value, value);
  }
  return { min, max };
}

function pointOf(at: Micros, value: number | null): Point {
  return { at, value: value ?? Number.NaN };
}
