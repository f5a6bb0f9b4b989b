// Time series of a panel or of a metric name. Where there are more samples than points, the lowest and the highest sample of each
// stretch stay, so that no spike is lost.
import type { Frame, Head, Point, Series, SeriesQuery } from '../../../model/session.ts';
import type { Connection } from '../connection.ts';
import { extremesQuery, WITHIN, type SampleRow, type Stretch } from './series-extremes.ts';

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

export interface SeriesQueries {
  series(frame: Frame, query: SeriesQuery): readonly Series[];
}

export function seriesQueries(db: Connection): SeriesQueries {
  const ofPanel = db.prepare<[string, number, number], SeriesRow>(
    'SELECT id, name, labels FROM series WHERE panel = ? AND seq <= ? ORDER BY id DESC LIMIT ?',
  );
  const ofName = db.prepare<[string, number, number], SeriesRow>(
    'SELECT id, name, labels FROM series WHERE name = ? AND panel IS NULL AND seq <= ? ORDER BY id DESC LIMIT ?',
  );
  const last = db.prepare<Stretch, SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at DESC, value DESC LIMIT 1`).raw();
  const some = db.prepare<[...Stretch, number], SampleRow>(`SELECT at, value ${WITHIN} ORDER BY at, value LIMIT ?`).raw();
  const extremes = extremesQuery(db);

  const read = (row: SeriesRow, newest: Point, query: SeriesQuery, head: Head): Series => {
    const most = Math.max(1, Math.min(MOST_POINTS, Math.trunc(query.points)));
    const all = some.all(row.id, query.span.from, query.span.to, head.seq, most + 1);
    const kept = all.length <= most ? all : extremes(row.id, query.span, most, head);
    const labels: Readonly<Record<string, string>> = JSON.parse(row.labels);
    return { name: row.name, labels, points: most === 1 ? [newest] : kept.map(pointOf), last: newest, ...bounds(kept) };
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
      return chosen.map(({ row, newest }) => read(row, newest, query, frame.head));
    },
  };
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
