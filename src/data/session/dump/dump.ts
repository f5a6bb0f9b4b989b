// A range of a session as lines of JSON: sources, commits in order, and under each commit its rows in order of seq. A commit stands
// before its rows, so that a reader knows when they were learned.
import { micros, type Interval } from '../../../lib/micros.ts';
import type { SourceId } from '../../../model/signal.ts';
import { connectReader, type Connection } from '../connection.ts';
import { wordQueries } from '../queries/words.ts';
import { commitLine, seriesLine, sourceLine, type Columns, type DumpLine } from './lines.ts';
import { rangeOf, type DumpRange, type DumpRequest } from './range.ts';
import { tablesOf, type SeqWindow, type Table } from './tables.ts';

export interface Dump {
  /** Commits up to this one are in it. */
  readonly head: { readonly seq: number; readonly learned: number };
  /** Event time of the range; of the whole session from its beginning to its newest moment. */
  readonly extent: Interval;
  /** Facts about the file that a reader of the lines needs beside them. */
  readonly meta: Readonly<Record<string, string>>;
  /** JSON texts without line ends, in the order of the file; `share` says how far the dump has come, 0 to 1. */
  lines(): Generator<{ readonly json: string; readonly share: number }, void>;
  close(): void;
}

/** Rows read at once, about. */
const WINDOW_ROWS = 40_000;
const WINDOW_TICKS = 2_000;
const META = ['live_from', 'title'];

/** Throws as openSession does. */
export function dumpOf(path: string, request: DumpRequest): Dump {
  const db = connectReader(path);
  const range = rangeOf(db, request);
  const head = db.prepare<[number], { readonly seq: number; readonly learned: number }>('SELECT seq, learned FROM tick WHERE seq = ?').get(range.last);
  const meta = db.prepare<[], { readonly key: string; readonly value: string }>('SELECT key, value FROM meta').all().filter(({ key }) => META.includes(key));
  return {
    extent: request.range === 'all' ? extentOf(db) : request.range,
    head: head ?? { seq: 0, learned: 0 },
    meta: Object.fromEntries(meta.map(({ key, value }) => [key, value])),
    lines: () => allLines(db, range),
    close: () => {
      db.close();
    },
  };
}

function extentOf(db: Connection): Interval {
  const row = db
    .prepare<[], { readonly from: number | null; readonly to: number | null }>(
      'SELECT min(learned, ifnull(oldest, learned)) AS "from", latest AS "to" FROM (SELECT min(learned) AS learned, min(oldest_log) AS oldest, max(max(latest, learned)) AS latest FROM tick)',
    )
    .get();
  return { from: micros(row?.from ?? 0), to: micros((row?.to ?? 0) + 1) };
}

/** Ids of the sources with these names. */
export function sourceIds(path: string, names: readonly string[]): readonly SourceId[] {
  const db = connectReader(path);
  try {
    return db.prepare<[], { readonly id: SourceId; readonly name: string }>('SELECT id, name FROM source').all().filter(({ name }) => names.includes(name)).map(({ id }) => id);
  } finally {
    db.close();
  }
}

function* allLines(db: Connection, range: DumpRange): Generator<{ readonly json: string; readonly share: number }, void> {
  const tables = tablesOf(db, range, wordQueries(db));
  const series = seriesTeller(db);
  const sources = db.prepare<[number], Columns>('SELECT * FROM source WHERE seq <= ? ORDER BY id').all(range.last);
  for (const row of sources) if (!range.without.has(Number(row['id']))) yield { json: sourceLine(row), share: 0 };
  const ticks = db.prepare<[number, number, number], Columns>('SELECT * FROM tick WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?');
  for (let above = 0; above < range.last; ) {
    const found = above < range.first ? ticks.all(range.first - 1, range.first, 1) : ticks.all(above, range.last, WINDOW_TICKS);
    const commits = enough(found, above);
    const upTo = Number(commits.at(-1)?.['seq'] ?? range.last);
    const rows = rowsOf(tables, { above, upTo });
    const share = upTo / range.last;
    let next = 0;
    for (const commit of commits) {
      const seq = Number(commit['seq']);
      const begin = next;
      while (next < rows.length && (rows[next]?.seq ?? 0) < seq) next += 1;
      // Later commits stand only where they brought something that is kept.
      if (begin === next && seq > range.whole && seq !== range.last) continue;
      yield { json: commitLine(commit), share };
      for (const { json } of rows.slice(begin, next)) {
        for (const line of series(json)) yield { json: line, share };
        yield { json, share };
      }
    }
    above = upTo;
  }
}

/** As many commits as hold about a window of rows; the first of them always. */
function enough(ticks: readonly Columns[], above: number): readonly Columns[] {
  const end = ticks.findIndex((tick) => Number(tick['seq']) - above > WINDOW_ROWS);
  return end < 0 ? ticks : ticks.slice(0, Math.max(1, end));
}

function rowsOf(tables: readonly Table[], window: SeqWindow): readonly DumpLine[] {
  return tables.flatMap((table) => table.rows(window)).toSorted((a, b) => a.seq - b.seq);
}

/** The definition of a series goes before its first sample. */
function seriesTeller(db: Connection): (json: string) => readonly string[] {
  const told = new Set<string>();
  const find = db.prepare<[number], Columns>('SELECT * FROM series WHERE id = ?');
  return (json) => {
    if (!json.startsWith('{"k":"sample"')) return [];
    const id = /"series":(\d+)/.exec(json)?.[1] ?? '';
    if (told.has(id)) return [];
    told.add(id);
    const row = find.get(Number(id));
    return row === undefined ? [] : [seriesLine(row)];
  };
}
