// What happens before the live stream: history at the first start, the missed rows after a lost connection. Ids alone decide what
// was missed; a server that began to count anew is told by the row that it should still have.
import type { Batch } from '../source.ts';
import { fill, refill } from './fill.ts';
import { gapDraft } from './gap.ts';
import type { Mark } from './position.ts';
import type { Progress } from './progress.ts';
import { isSameRow, newestTimestamp, unitsPerSecond, type WireRow } from './row.ts';
import type { SearchPage } from './search.ts';
import { PAGE_MILLIS, PAGE_ROWS } from './stretches.ts';

export async function* catchUp(progress: Progress): AsyncGenerator<Batch> {
  const { mark } = progress;
  if (mark === undefined) yield* history(progress);
  else yield* rejoin(progress, mark);
}

/** History by the server's own clock: ours may be another. Where there is no search, the first frame is all the history. */
async function* history(progress: Progress): AsyncGenerator<Batch> {
  const { search, config } = progress;
  const newest = await search.page({ limit: 1 }, PAGE_MILLIS);
  if (newest === undefined) return;
  const last = newest.rows.at(-1);
  progress.empty = last === undefined;
  if (last === undefined) return;
  if (config.backfill === false) {
    progress.reach(last);
    return;
  }
  const { minutes, rows: limit } = config.backfill;
  const since = Math.floor(last.timestamp - minutes * 60 * unitsPerSecond(last.timestamp));
  const page = await search.page({ ...(Number.isFinite(since) ? { since } : undefined), limit }, PAGE_MILLIS);
  yield* whole(progress, page === undefined ? [] : unbroken(page, progress.filtered), page?.bytes ?? 0);
}

/**
 * The oldest second of a full page is cut, and some servers leave the newest rows out of it: what stands before that hole is
 * left for nobody to ask about, so that the history has none.
 */
function unbroken({ rows, cut }: SearchPage, filtered: boolean): readonly WireRow[] {
  if (!cut || filtered) return rows;
  const oldest = rows.reduce((least, { timestamp }) => (timestamp < least ? timestamp : least), Infinity);
  const start = rows.findLastIndex((row, index) => row.timestamp === oldest && (rows[index + 1]?.id ?? row.id + 1) !== row.id + 1);
  return rows.slice(start + 1);
}

/** Rows that nothing is known to be missing from. */
function* whole(progress: Progress, rows: readonly WireRow[], bytes: number): Generator<Batch> {
  const drafts = progress.drafts(rows, () => true);
  const last = rows.at(-1);
  if (last !== undefined) progress.reach(last);
  yield* progress.batches(drafts, bytes, false);
}

async function* rejoin(progress: Progress, mark: Mark): AsyncGenerator<Batch> {
  const seen = await look(progress, mark);
  if (seen === undefined) return;
  if (seen.restarted) {
    yield* begunAnew(progress, mark);
    return;
  }
  const { pending } = progress.position;
  if (pending !== undefined) {
    yield* refill(progress, mark, pending);
    yield* rejoin(progress, pending.upTo);
    return;
  }
  const { page, held } = seen;
  const last = page.rows.at(-1);
  if (last === undefined || last.id <= mark.id) return;
  const to = newestTimestamp(page.rows, mark.timestamp);
  const fetched = page.cut ? undefined : { rows: page.rows, fetchedTo: to, bytes: page.bytes };
  yield* fill(progress, mark, { upTo: progress.markAt(last), to, reason: 'disconnected', held, ...(fetched && { fetched }) });
}

interface Seen {
  /** The newest rows from the mark on. */
  readonly page: SearchPage;
  readonly held: boolean;
  readonly restarted: boolean;
}

/** Looks for the row of the mark. The same id with another row, or no id so high, is another count. */
async function look({ search }: Progress, mark: Mark): Promise<Seen | undefined> {
  const page = await search.page({ after: mark.id - 1, limit: PAGE_ROWS }, PAGE_MILLIS);
  if (page === undefined) return undefined;
  const rows = page.rows.filter(({ id }) => id >= mark.id);
  let row = rows.find(({ id }) => id === mark.id);
  if (row === undefined && page.cut) {
    const second = { since: mark.timestamp, until: mark.timestamp };
    row = (await search.page({ after: mark.id - 1, ...second, limit: PAGE_ROWS }, PAGE_MILLIS))?.rows.find(({ id }) => id === mark.id);
  }
  const held = row !== undefined && isSameRow(row, mark);
  return { page: { ...page, rows }, held, restarted: row === undefined ? rows.length === 0 : !held };
}

/** How much was lost cannot be known: the old count ended somewhere, and the new one may have lost its first rows. */
async function* begunAnew(progress: Progress, mark: Mark): AsyncGenerator<Batch> {
  const page = await progress.search.page({ limit: PAGE_ROWS }, PAGE_MILLIS);
  const rows = page?.rows ?? [];
  const gapId = progress.gapId(mark.id + 1);
  progress.restart();
  progress.empty = rows.length === 0;
  const last = rows.at(-1);
  const until = last === undefined ? mark.at : progress.markAt(last).at;
  const lost = gapDraft({ gapId, reason: 'disconnected', from: mark.at, until, missing: undefined, recovered: rows.length, open: false });
  yield { drafts: [{ ...lost, detail: `${lost.detail}: the server counts its rows anew, or no longer has the last one seen` }], bytes: 0, live: false };
  yield* whole(progress, rows, page?.bytes ?? 0);
}
