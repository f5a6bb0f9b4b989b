// Every row between two ids, though the server knows no paging: a page is the newest `limit` rows of what was asked, so the
// range is cut into stretches of time short enough that no page is full. Stretches follow each other, oldest first, and
// never overlap, so no row comes twice.
import { SourceError } from '../../../model/errors.ts';
import { unitsPerSecond, type WireRow } from './row.ts';
import type { Search, SearchPage } from './search.ts';

/** Rows asked for at once: some megabytes. */
export const PAGE_ROWS = 20_000;
/** The busiest single second cannot be cut further: then so many pages are asked for at once. */
const MOST_PAGES = 10;
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
  const { pageRows = PAGE_ROWS } = range;
  const step = unitsPerSecond(range.to);
  let since = range.fetchedTo === undefined ? undefined : range.fetchedTo + step;
  let start = since ?? range.from;
  let width = firstWidth(range, start, step, pageRows);
  while (start <= range.to || since === undefined) {
    const until = Math.max(start, Math.min(range.to, start + width - step));
    const single = until - start < step;
    const page = await fetched(search, { after: range.after, since, until }, single, pageRows);
    if (page.cut && !single) {
      width = wholeSteps(width / 4, step);
      continue;
    }
    yield { rows: page.rows.filter(({ id }) => id > range.after && id <= range.upTo), fetchedTo: until, bytes: page.bytes };
    width = wholeSteps((width * pageRows * 0.6) / Math.max(page.rows.length, pageRows * 0.2), step);
    start = until + step;
    since = start;
  }
}

/** Wide enough for half a page, if the rows are spread evenly. */
function firstWidth({ after, upTo, to }: RowRange, start: number, step: number, pageRows: number): number {
  return wholeSteps(((to - start + step) * pageRows * 0.5) / Math.max(1, upTo - after), step);
}

function wholeSteps(width: number, step: number): number {
  return Math.max(1, Math.floor(width / step)) * step;
}

interface Window {
  readonly after: number;
  readonly since: number | undefined;
  readonly until: number;
}

/** One page. For a single second everything is tried: more rows, then fewer where the answer is too heavy. */
async function fetched(search: Search, window: Window, single: boolean, pageRows: number): Promise<SearchPage> {
  const page = await weighed(search, window, pageRows);
  if (!single || !page.cut) return page;
  if (page.rows.length > 0) {
    const larger = await weighed(search, window, MOST_PAGES * pageRows);
    return larger.rows.length > page.rows.length ? larger : page;
  }
  for (const limit of [Math.ceil(pageRows / 10), Math.ceil(pageRows / 200)]) {
    const smaller = await weighed(search, window, limit);
    if (smaller.rows.length > 0) return smaller;
  }
  return weighed(search, window, 1);
}

/** A page, or a cut one without rows where the answer is heavier than allowed. A single row must be readable. */
async function weighed(search: Search, window: Window, limit: number): Promise<SearchPage> {
  try {
    return (await search.page({ ...window, limit }, PAGE_MILLIS)) ?? { rows: [], cut: false, bytes: 0 };
  } catch (error) {
    if (error instanceof SourceError && error.code === 'SOURCE_PROTOCOL' && limit > 1) return { rows: [], cut: true, bytes: 0 };
    throw error;
  }
}
