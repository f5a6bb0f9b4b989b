// What the screen reads, in a session of a million rows into which another thread commits 5,000 rows a second: each read against the
// SQL that a program without this reader would write for the same answer, on a connection of its own; for log rows over a table of the
// first million of them with an index on time, in which nobody writes.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSql } from '../src/data/session/sql.ts';
import { SECOND } from '../src/lib/micros.ts';
import type { Filter } from '../src/model/filter/ast.ts';
import { inTurns, median, quantile, type Benchmark, type Figure } from './figures.ts';
import { liveSession, PANEL, type LiveSession } from './live-session.ts';
import { withFolder } from './scratch.ts';

const ROWS = 1_000_000;
const LIVE_ROWS_PER_SECOND = 5_000;
const PAGE = 60;
const ROUNDS = 5;
const ERRORS: Filter = { op: 'level', compare: '>=', level: 'error' };

interface Read {
  readonly name: string;
  readonly what: string;
  readonly peer: string;
  /** Reads of a round. */
  readonly times: number;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
}

export const windowRead: Benchmark = {
  name: 'window-read',
  run: () =>
    withFolder(async (folder) => {
      const live = await liveSession(folder, ROWS, LIVE_ROWS_PER_SECOND);
      const bare = new Database(live.path, { readonly: true });
      const plain = plainTable(live.path, join(folder, 'plain.db'));
      try {
        const figures: Figure[] = [];
        for (const read of reads(live, bare, plain)) figures.push(...(await measured(read)));
        return figures;
      } finally {
        bare.close();
        plain.close();
        await live.close();
      }
    }),
};

function reads({ session, frame }: LiveSession, bare: Database.Database, plain: Database.Database): readonly Read[] {
  const page = 'SELECT * FROM log WHERE seq <= ? AND at <= ? ORDER BY at DESC, seq DESC LIMIT 60';
  const newest = plain.prepare<number[]>(page);
  const errors = plain.prepare<number[]>(page.replace('WHERE', 'WHERE level >= 4 AND'));
  const grouped = plain.prepare<number[]>(`SELECT at / ${15 * SECOND} bucket, level, count(*) FROM log WHERE at >= ? AND at < ? GROUP BY 1, 2`);
  const points = bare.prepare<(number | string)[]>('SELECT at, value FROM sample WHERE series IN (SELECT id FROM series WHERE panel = ?) AND at >= ? AND at < ? ORDER BY series, at');
  const middle = session.logs(frame(), { direction: 'older', limit: 1, from: { at: frame().span.from, seq: frame().head.seq } }).rows[0];
  const deep = middle === undefined ? undefined : { at: middle.at, seq: middle.seq };
  return [
    {
      name: 'newest', what: `the newest ${PAGE} rows`, peer: 'bare SELECT', times: 200,
      ours: () => session.logs(frame(), { direction: 'older', limit: PAGE }),
      theirs: () => newest.all(session.head().seq, Number.MAX_SAFE_INTEGER),
    },
    {
      name: 'older', what: `${PAGE} rows older than one of the first`, peer: 'bare SELECT', times: 200,
      ours: () => session.logs(frame(), { direction: 'older', limit: PAGE, from: deep }),
      theirs: () => newest.all(session.head().seq, (deep?.at ?? 0) - 1),
    },
    {
      name: 'errors', what: `the newest ${PAGE} of level error and above`, peer: 'bare SELECT', times: 40,
      ours: () => session.logs(frame(), { direction: 'older', limit: PAGE, filter: ERRORS, budget: 20_000 }),
      theirs: () => errors.all(session.head().seq, Number.MAX_SAFE_INTEGER),
    },
    {
      name: 'density', what: '15 minutes by level in 60 buckets', peer: 'GROUP BY over rows', times: 4,
      ours: () => session.density(frame(), frame().span, 60),
      theirs: () => grouped.all(frame().span.from, frame().span.to),
    },
    {
      name: 'series', what: '8 series of 15 minutes, thinned to 120 points', peer: 'bare SELECT of all points', times: 40,
      ours: () => session.series(frame(), { panel: PANEL.id, span: frame().span, points: 120 }),
      theirs: () => points.all(PANEL.id, frame().span.from, frame().span.to),
    },
  ];
}

/** The log rows there are now as a plain table of SQLite. */
function plainTable(session: string, path: string): Database.Database {
  const plain = new Database(path);
  plain.exec(
    `CREATE TABLE log(seq INTEGER PRIMARY KEY, at INTEGER, source INTEGER, backfilled INTEGER, ahead INTEGER, level INTEGER, service INTEGER, node INTEGER,
     trace_id TEXT, span_id TEXT, message TEXT, attributes TEXT, row_id TEXT)`,
  );
  const insert = plain.prepare(`INSERT INTO log VALUES (${Array(13).fill('?').join(',')})`);
  const { db, close } = openSql(session);
  plain.exec('BEGIN');
  for (const row of db.prepare('SELECT * FROM log').raw().iterate()) insert.run(...(row as unknown[]));
  plain.exec('COMMIT; CREATE INDEX log_at ON log(at)');
  close();
  return plain;
}

/** The middle and the slow end of each round, both sides in turns. */
async function measured({ name, what, peer, times, ours, theirs }: Read): Promise<readonly Figure[]> {
  const slow = { ours: [] as number[], theirs: [] as number[] };
  const round = async (read: () => unknown, slowest: number[]): Promise<number> => {
    const millis: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const begin = performance.now();
      read();
      millis.push(performance.now() - begin);
      // Commits of the other thread fall between the reads, as they do on a screen.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    slowest.push(quantile(millis, 0.99));
    return median(millis);
  };
  const middle = await inTurns(ROUNDS, () => round(ours, slow.ours), () => round(theirs, slow.theirs));
  return [
    { id: `window-read.${name}`, what: `${what}, median`, unit: 'ms', ours: middle.ours, other: { title: peer, values: middle.theirs } },
    { id: `window-read.${name}-p99`, what: `${what}, p99`, unit: 'ms', ours: slow.ours, other: { title: peer, values: slow.theirs } },
  ];
}
