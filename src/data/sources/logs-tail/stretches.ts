// Every row between two ids, though the server knows no paging: a page is the newest `limit` rows of what was asked, so the
// range is cut into stretches of time short enough that no page is full. Stretches follow each other, oldest first, and
// never overlap, so no row comes twice.
import { SourceError } from '../../../model/errors.ts';
import { unitsPerSecond, type WireRow } from './row.ts';
import type { Search, SearchPage } from './search.ts';

/** Rows asked for at once: one or two megabytes. */
export const PAGE_ROWS = 5_000;
/** A single second cannot be cut further, so it is asked for whole: pages grow up to this many times. */
const MOST_GROWTH = 40;
export const PAGE_MILLIS = 30_000;

export interface RowRange {
  /** `after < id <= upTo`. */
  readonly after: number;
  readonly upTo: number;
  /** Wire timestamps: where the rows begin, as far as is known, and the newest one that a row of the range can have. */
  readonly from: number;
  readonly to: number;
  /** Stretches up to this timestamp were fetched before; undefined for none. */
  readonly fetchedTo: number | undefined;
  readonly pageRows?: number;
}

export interface Stretch {
  /** By rising id. */
  readonly rows: readonly WireRow[];
  /** The timestamp up to which all is fetched now. */
  readonly fetchedTo: number;
  readonly bytes: number;
}

export async function* stretches(search: Search, range: RowRange): AsyncGenerator<Stretch> {
  const { after, upTo, from, to, fetchedTo, pageRows = PAGE_ROWS } = range;
  const step = unitsPerSecond(to);
  let limit = pageRows;
  let since = fetchedTo === undefined ? undefined : fetchedTo + step;
  let start = since ?? from;
  // Wide enough for half a page, if the rows are spread evenly.
  let width = wholeSteps(((to - start + step) * limit * 0.5) / Math.max(1, upTo - after), step);
  while (start <= to || since === undefined) {
    const until = Math.max(start, Math.min(to, start + width - step));
    const single = until - start < step;
    const window = { after, since, until };
    let page = await weighed(search, window, limit);
    if (page.cut && !single) {
      width = wholeSteps(width / 4, step);
      continue;
    }
    if (page.cut && page.rows.length > 0 && limit < MOST_GROWTH * pageRows) {
      limit *= 2;
      continue;
    }
    if (page.cut && page.rows.length === 0) page = await lighter(search, window, limit);
    yield { rows: page.rows.filter(({ id }) => id > after && id <= upTo), fetchedTo: until, bytes: page.bytes };
    width = wholeSteps((width * limit * 0.6) / Math.max(page.rows.length, limit * 0.2), step);
    start = until + step;
    since = start;
  }
}

function wholeSteps(width: number, step: number): number {
  return Math.max(1, Math.floor(width / step)) * step;
}

interface Window {
  readonly after: number;
  readonly since: number | undefined;
  readonly until: number;
}

/** What fits of a single second that is too heavy for one answer: its newest rows. A single row must be readable. */
async function lighter(search: Search, window: Window, limit: number): Promise<SearchPage> {
  for (const fewer of [2, 20, 400].map((part) => Math.ceil(limit / part))) {
    const page = await weighed(search, window, fewer);
    if (page.rows.length > 0) return page;
  }
  return weighed(search, window, 1);
}

/** A page, or a cut one without rows where the answer is heavier than allowed. */
async function weighed(search: Search, window: Window, limit: number): Promise<SearchPage> {
  try {
    return (await search.page({ ...window, limit }, PAGE_MILLIS)) ?? { rows: [], cut: false, bytes: 0 };
  } catch (error) {
    if (error instanceof SourceError && error.code === 'SOURCE_PROTOCOL' && limit > 1) return { rows: [], cut: true, bytes: 0 };
    throw error;
  }
}
