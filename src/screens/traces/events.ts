// What keys mean for the traces: moves in the list and in the waterfall, folds and jumps. Pure; reads the session only through bounded
// queries.
import { assertNever } from '../../lib/invariant.ts';
import { shift } from '../../lib/micros.ts';
import type { Cursor } from '../../model/session.ts';
import type { CommandContext } from '../../state/command.ts';
import { listRows, waterfallRows } from './layout.ts';
import { traceList } from './list.ts';
import { loadTrace, type LoadedTrace } from './loaded.ts';
import { isFolded, rowIndex, unfoldedTo, visibleRows, type WaterfallRow } from './rows.ts';
import { opened, SORTS, type ActiveFilter, type OpenTrace, type RowKey, type TracesState } from './state.ts';

export type Move = number | 'page' | 'page-back' | 'half' | 'half-back' | 'first' | 'last';

export type TracesEvent =
  | { readonly type: 'move'; readonly rows: Move }
  | { readonly type: 'sort' }
  | { readonly type: 'filter'; readonly filter: ActiveFilter | undefined; readonly preview: boolean }
  | { readonly type: 'restore' }
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  /** `toggle` is the other one of both; on a row with nothing below it, it opens or closes the detail. */
  | { readonly type: 'fold'; readonly way: 'fold' | 'unfold' | 'toggle' }
  | { readonly type: 'span'; readonly key: RowKey }
  | { readonly type: 'detail'; readonly open: boolean }
  | { readonly type: 'scroll'; readonly lines: number };

export function updateTraces(state: TracesState, event: TracesEvent, context: CommandContext): TracesState {
  switch (event.type) {
    case 'move':
      return state.open === undefined ? moveInList(state, event.rows, context) : within(state, (open) => moveInTrace(open, event.rows, context));
    case 'sort':
      return { ...state, sort: SORTS[(SORTS.indexOf(state.sort) + 1) % SORTS.length] ?? 'time' };
    case 'filter':
      return { ...state, filter: event.filter, before: event.preview ? state.before : event.filter };
    case 'restore':
      return { ...state, filter: state.before };
    case 'open':
      return openChosen(state, context);
    case 'close':
      return { ...state, open: undefined };
    case 'fold':
      return within(state, (open) => fold(open, event.way, context));
    case 'span':
      return within(state, (open) => toSpan(open, event.key, context));
    case 'detail':
      return within(state, (open) => ({ ...open, detail: event.open, scrolled: 0 }));
    case 'scroll':
      return within(state, (open) => ({ ...open, scrolled: Math.max(0, open.scrolled + event.lines) }));
    default:
      return assertNever(event);
  }
}

/** Opens the trace of a log row, with its span under the cursor, or the trace that starts at the row's time. */
export function revealTrace(state: TracesState, row: Cursor, context: CommandContext): TracesState {
  const log = context.session.log(context.frame, row.seq);
  const [starting] = log === undefined ? context.session.traces(context.frame, { span: { from: row.at, to: shift(row.at, 1) }, limit: 1 }).rows : [];
  const traceId = log?.traceId ?? starting?.traceId;
  if (traceId === undefined || traceId === '') return state;
  const trace = loadTrace(context, traceId);
  const open: OpenTrace = state.open?.traceId === traceId ? { ...state.open, visited: true } : opened(traceId, true);
  const span = log?.spanId === undefined ? undefined : trace?.rows.spans.find(({ node }) => node.span.spanId === log.spanId);
  const cursor = trace === undefined ? state.cursor : { traceId, at: trace.tree.from };
  return { ...state, cursor, open: span === undefined ? open : toSpan(open, span.key, context) };
}

function within(state: TracesState, change: (open: OpenTrace) => OpenTrace): TracesState {
  return state.open === undefined ? state : { ...state, open: change(state.open) };
}

function stepOf(move: Move, height: number): number {
  if (typeof move === 'number') return move;
  return { page: height - 1, 'page-back': 1 - height, half: height >> 1, 'half-back': -(height >> 1), first: -Infinity, last: Infinity }[move];
}

function moved(at: number, row: number, move: Move, length: number, height: number): { readonly at: number; readonly row: number } {
  const to = Math.max(0, Math.min(length - 1, at + stepOf(move, height)));
  return { at: to, row: Math.max(0, Math.min(height - 1, Math.min(row, height - 1) + to - at)) };
}

function moveInList(state: TracesState, move: Move, context: CommandContext): TracesState {
  const list = traceList(context, state);
  const next = moved(list.cursor, firstRow(list.cursor, state.row, list.rows.length, listRows(context.size).rows).row, move, list.rows.length, listRows(context.size).rows);
  const chosen = list.rows[next.at];
  return chosen === undefined ? state : { ...state, cursor: { traceId: chosen.traceId, at: chosen.at }, row: next.row };
}

/** The first row shown and the cursor's place among those shown, so that no room is left empty. */
export function firstRow(cursor: number, row: number, length: number, height: number): { readonly first: number; readonly row: number } {
  const first = Math.max(0, Math.min(cursor - Math.min(row, height - 1), length - height));
  return { first, row: cursor - first };
}

function openChosen(state: TracesState, context: CommandContext): TracesState {
  const list = traceList(context, state);
  const chosen = list.rows[list.cursor];
  if (chosen === undefined) return state;
  return { ...state, cursor: { traceId: chosen.traceId, at: chosen.at }, open: opened(chosen.traceId, false) };
}

function heightOf(open: OpenTrace, trace: LoadedTrace, context: CommandContext): number {
  return waterfallRows(context.size, open.detail, trace.oddities.length > 0).rows;
}

function moveInTrace(open: OpenTrace, move: Move, context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  if (trace === undefined) return open;
  const rows = visibleRows(trace.rows, open.toggled);
  const height = heightOf(open, trace, context);
  const at = rowIndex(rows, open.cursor);
  const next = moved(at, firstRow(at, open.row, rows.length, height).row, move, rows.length, height);
  return { ...open, cursor: rows[next.at]?.key, row: next.row, scrolled: 0 };
}

function fold(open: OpenTrace, way: 'fold' | 'unfold' | 'toggle', context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  if (trace === undefined) return open;
  const rows = visibleRows(trace.rows, open.toggled);
  const at = rowIndex(rows, open.cursor);
  const row = rows[at];
  if (row === undefined) return open;
  const here = { ...open, cursor: row.key };
  if (row.children.length === 0) return way === 'toggle' ? { ...here, detail: !open.detail, scrolled: 0 } : way === 'fold' ? toParent(here, rows, at) : here;
  const folded = isFolded(row, open.toggled);
  if (way === 'fold' && folded) return toParent(here, rows, at);
  if (way === 'unfold' && !folded) return here;
  const toggled = new Set(open.toggled);
  if (!toggled.delete(row.key)) toggled.add(row.key);
  return { ...here, toggled };
}

/** Folding what is folded goes to the row above that holds it. */
function toParent(open: OpenTrace, rows: readonly WaterfallRow[], at: number): OpenTrace {
  const parent = rows[at]?.parent;
  if (parent === undefined) return open;
  return { ...open, cursor: parent.key, row: Math.max(0, open.row - (at - rowIndex(rows, parent.key))), scrolled: 0 };
}

function toSpan(open: OpenTrace, key: RowKey, context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  const row = trace?.rows.spans.find((one) => one.key === key);
  if (trace === undefined || row === undefined) return open;
  return { ...open, toggled: unfoldedTo(row, open.toggled), cursor: key, row: Math.floor(heightOf(open, trace, context) / 2), scrolled: 0 };
}
