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

/** A sample as stored: NaN is NULL. As an array, because a series has thousands. */
type SampleRow = readonly [at: Micros, value: number | null];

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
  const last = db.prepare<Stretch, SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at DESC, value DESC LIMIT 1`).raw();
  const samples = db.prepare<Stretch, SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at, value`).raw();

  const read = (row: SeriesRow, newest: Point, query: SeriesQuery, head: number): Series => {
    const { from, to } = query.span;
    const all = samples.all(row.id, from, to, head);
    const most = Math.max(1, Math.min(MOST_POINTS, Math.trunc(query.points)));
    const labels: Readonly<Record<string, string>> = JSON.parse(row.labels);
    return { name: row.name, labels, points: thinned(all, query.span, most).map(pointOf), last: newest, ...bounds(all) };
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
        return sample === undefined ? [] : [{ row, newest: pointOf(sample) }];
      });
      const limit = Math.max(0, Math.min(MOST_SERIES, Math.trunc(query.limit ?? LIMIT)));
      const chosen = current.toSorted((a, b) => b.newest.at - a.newest.at || a.row.id - b.row.id).slice(0, limit);
      return chosen.map(({ row, newest }) => read(row, newest, query, head));
    },
  };
}

/**
 * Cuts the span at multiples of one width, so that stretches stand still while the span slides, and keeps of each the lowest and the
 * highest sample. A stretch without a number keeps a NaN: a break in the line stays a break.
 */
function thinned(samples: readonly SampleRow[], span: Interval, most: number): readonly SampleRow[] {
  if (samples.length <= most) return samples;
  if (most < 2) return samples.slice(-1);
  const stretches = Math.floor(most / 2);
  const width = stretches < 3 ? Number.MAX_SAFE_INTEGER : Math.max(1, Math.ceil((span.to - span.from) / (stretches - 1)));
  const kept: SampleRow[] = [];
  for (let begin = 0, end = 0; begin < samples.length; begin = end) {
    const until = (bucketOf(timeOf(samples[begin]), width) + 1) * width;
    while (end < samples.length && timeOf(samples[end]) < until) end += 1;
    kept.push(...extremes(samples, begin, end));
  }
  return kept;
}

function timeOf(sample: SampleRow | undefined): number {
  return sample === undefined ? 0 : sample[0];
}

function extremes(samples: readonly SampleRow[], begin: number, end: number): readonly SampleRow[] {
  let low: SampleRow | undefined;
  let high: SampleRow | undefined;
  for (let index = begin; index < end; index += 1) {
    const sample = samples[index];
    const value = sample?.[1] ?? null;
    if (value === null) continue;
    if (low === undefined || value < (low[1] ?? value)) low = sample;
    if (high === undefined || value > (high[1] ?? value)) high = sample;
  }
  if (low === undefined || high === undefined) return samples.slice(begin, begin + 1);
  if (low === high) return [low];
  return low[0] < high[0] ? [low, high] : [high, low];
}

function bounds(samples: readonly SampleRow[]): { readonly min: number | undefined; readonly max: number | undefined } {
  let min: number | undefined;
  let max: number | undefined;
  for (const [, value] of samples) {
    if (value === null) continue;
    if (min === undefined || value < min) min = value;
    if (max === undefined || value > max) max = value;
  }
  return { min, max };
}

function pointOf([at, value]: SampleRow): Point {
  return { at, value: value ?? Number.NaN };
}
