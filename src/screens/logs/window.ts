// The rows of the log list around its cursor: log rows in event-time order with gap rows in place. Bounded reads, exactly as many
// rows as fit; the cursor row keeps its place on the screen while rows arrive.
import { micros, shift, type Micros } from '../../lib/micros.ts';
import type { Cursor, Page } from '../../model/session.ts';
import type { Gap, LogRecord } from '../../model/signal.ts';
import type { PanelContext } from '../../state/command.ts';
import { compareCursors } from '../../state/list.ts';
import type { LogsState } from './state.ts';

export type ListRow =
  | { readonly kind: 'log'; readonly record: LogRecord; /** Shown for context only: the filter does not match it. */ readonly context: boolean }
  | { readonly kind: 'gap'; readonly gap: Gap };

export interface ListWindow {
  readonly rows: readonly ListRow[];
  /** Index of the cursor row; -1 while the list is empty. */
  readonly cursor: number;
  /** Whether the newest row at the head is shown. */
  readonly atTail: boolean;
  /** How far back a filter was looked for, where the budget ended before the page was full. */
  readonly searchedTo: Cursor | undefined;
}

export function listWindow(context: PanelContext, state: LogsState, height: number): ListWindow {
  const { list } = state;
  if (list.cursor === undefined) return tailWindow(context, state, height);
  const place = Math.min(list.row, height - 1);
  const newer = read(context, state, { from: list.cursor, direction: 'newer', limit: height - 1 });
  // Where fewer rows are left below than there is room for, as on a screen that has grown, older ones fill it.
  const wanted = Math.max(place, height - 1 - newer.rows.length);
  const older = read(context, state, { from: list.cursor, inclusive: true, direction: 'older', limit: wanted + 1 });
  const above = older.rows.toReversed();
  const ends = { old: older.complete && above.length <= wanted, new: newer.rows.length < height - 1 };
  const rows = withGaps(context, withContext(context, state, [...above, ...newer.rows]), ends);
  return cutAround(rows, list.cursor, place, height, ends.new, older);
}

function tailWindow(context: PanelContext, state: LogsState, height: number): ListWindow {
  const page = read(context, state, { direction: 'older', limit: height });
  const ends = { old: page.complete && page.rows.length < height, new: true };
  const rows = withGaps(context, withContext(context, state, page.rows.toReversed()), ends).slice(-height);
  return { rows, cursor: rows.length - 1, atTail: true, searchedTo: page.complete ? undefined : page.reached };
}

function read(context: PanelContext, state: LogsState, query: Parameters<PanelContext['session']['logs']>[1]): Page<LogRecord> {
  return context.session.logs(context.frame, { ...query, filter: state.filter?.filter });
}

function cutAround(
  rows: readonly ListRow[],
  cursor: Cursor,
  place: number,
  height: number,
  atTail: boolean,
  older: Page<LogRecord>,
): ListWindow {
  // Where the filter hides the row itself, the next one stands for it, or the last one before.
  const found = rows.findIndex((row) => compareCursors(cursorOf(row), cursor) >= 0);
  const at = found >= 0 ? found : Math.max(0, rows.length - 1);
  const first = Math.max(0, Math.min(at - place, rows.length - height));
  const shown = rows.slice(first, first + height);
  return { rows: shown, cursor: at - first, atTail: atTail && first + height >= rows.length, searchedTo: older.complete ? undefined : older.reached };
}

export function cursorOf(row: ListRow): Cursor {
  return row.kind === 'log' ? row.record : row.gap;
}

/** Up to `count` rows beyond one that is shown, gaps among them, in the direction walked. */
export function rowsBeyond(context: PanelContext, state: LogsState, edge: Cursor, direction: 'older' | 'newer', count: number): readonly ListRow[] {
  const page = read(context, state, { from: edge, direction, limit: count });
  const sign = direction === 'older' ? -1 : 1;
  const last = page.rows.length < count ? undefined : page.rows.at(-1);
  const [from, to] = direction === 'older' ? [last, edge] : [edge, last];
  const gaps = gapsWithin(context, from?.at, to?.at).filter((row) => sign * compareCursors(cursorOf(row), edge) > 0);
  return [...page.rows.map((record) => ({ kind: 'log' as const, record, context: false })), ...gaps]
    .toSorted((a, b) => sign * compareCursors(cursorOf(a), cursorOf(b)))
    .slice(0, count);
}

/** Ends at which no further log row is: there the gaps beyond the last row are shown too. */
interface OpenEnds {
  readonly old: boolean;
  readonly new: boolean;
}

/** Puts gaps where they began. */
function withGaps(context: PanelContext, rows: readonly ListRow[], ends: OpenEnds): readonly ListRow[] {
  const [first, last] = [rows[0], rows.at(-1)];
  const gaps = gapsWithin(context, ends.old || first === undefined ? undefined : cursorOf(first).at, ends.new || last === undefined ? undefined : cursorOf(last).at);
  return gaps.length === 0 ? rows : [...rows, ...gaps].toSorted((a, b) => compareCursors(cursorOf(a), cursorOf(b)));
}

/** Gaps that begin in a stretch, both ends included; an end that is absent is open. */
function gapsWithin({ session, frame }: PanelContext, from: Micros | undefined, to: Micros | undefined): readonly ListRow[] {
  const span = { from: from ?? micros(0), to: shift(to ?? frame.head.learned, 1) };
  return session.gaps(frame, span).filter((gap) => gap.signal === 'log' && gap.at >= span.from).map((gap) => ({ kind: 'gap', gap }));
}

/** While a filter is on, the rows around each match, dim; each row once. */
function withContext(context: PanelContext, state: LogsState, matches: readonly LogRecord[]): readonly ListRow[] {
  const rows = new Map<number, ListRow>(matches.map((record) => [record.seq, { kind: 'log', record, context: false }]));
  if (state.filter === undefined || state.around === 0) return [...rows.values()];
  for (const match of matches) {
    for (const direction of ['older', 'newer'] as const) {
      for (const record of context.session.logs(context.frame, { from: match, direction, limit: state.around }).rows) {
        if (!rows.has(record.seq)) rows.set(record.seq, { kind: 'log', record, context: true });
      }
    }
  }
  return [...rows.values()].toSorted((a, b) => compareCursors(cursorOf(a), cursorOf(b)));
}
