// What keys mean for the traces: moves in the list, in the waterfall and in a comparison, folds and jumps. Pure; reads the session only
// through bounded queries.
import { assertNever } from '../../lib/invariant.ts';
import { shift } from '../../lib/micros.ts';
import type { Cursor } from '../../model/session.ts';
import type { CommandContext } from '../../state/command.ts';
import { foldComparison, moveInComparison, toPair } from './compare/events.ts';
import { firstRow, foldAt, moved, moveOver, standOn, type Fold, type Move } from './cursor.ts';
import { rowIndex, type RowKey } from './folds.ts';
import { listRows, waterfallRows } from './layout.ts';
import { traceList } from './list.ts';
import { loadTrace, type LoadedTrace } from './loaded.ts';
import type { WaterfallRow } from './rows.ts';
import { compared, opened, SORTS, type ActiveFilter, type OpenComparison, type OpenTrace, type TracesState } from './state.ts';

export type TracesEvent =
  | { readonly type: 'move'; readonly rows: Move }
  | { readonly type: 'sort' }
  | { readonly type: 'filter'; readonly filter: ActiveFilter | undefined; readonly preview: boolean }
  | { readonly type: 'restore' }
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  /** `toggle` is the other one of both; on a row with nothing below it, it opens or closes the detail. */
  | { readonly type: 'fold'; readonly way: Fold }
  | { readonly type: 'span'; readonly key: RowKey }
  | { readonly type: 'detail'; readonly open: boolean }
  | { readonly type: 'scroll'; readonly lines: number }
  /** Marks a trace for comparing; the one that is marked is let go. */
  | { readonly type: 'mark'; readonly traceId: string }
  | { readonly type: 'compare'; readonly a: string; readonly b: string }
  | { readonly type: 'swap' }
  | { readonly type: 'close-comparison' };

export function updateTraces(state: TracesState, event: TracesEvent, context: CommandContext): TracesState {
  switch (event.type) {
    case 'move':
      return move(state, event.rows, context);
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
      return comparing(state, (shown) => foldComparison(shown, event.way, context)) ?? within(state, (open) => fold(open, event.way, context));
    case 'span':
      return comparing(state, (shown) => toPair(shown, event.key, context)) ?? within(state, (open) => toSpan(open, event.key, context));
    case 'detail':
      return within(state, (open) => ({ ...open, detail: event.open, scrolled: 0 }));
    case 'scroll':
      return within(state, (open) => ({ ...open, scrolled: Math.max(0, open.scrolled + event.lines) }));
    case 'mark':
      return { ...state, marked: state.marked === event.traceId ? undefined : event.traceId };
    case 'compare':
      return { ...state, comparison: compared(event.a, event.b) };
    case 'swap':
      return comparing(state, ({ a, b, ...standing }) => ({ ...standing, a: b, b: a })) ?? state;
    case 'close-comparison':
      return { ...state, comparison: undefined };
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
  return { ...state, cursor, comparison: undefined, open: span === undefined ? open : toSpan(open, span.key, context) };
}

/** Undefined where none is shown. */
function comparing(state: TracesState, change: (comparison: OpenComparison) => OpenComparison): TracesState | undefined {
  return state.comparison === undefined ? undefined : { ...state, comparison: change(state.comparison) };
}

/** What a comparison covers stays as it is. */
function within(state: TracesState, change: (open: OpenTrace) => OpenTrace): TracesState {
  return state.open === undefined || state.comparison !== undefined ? state : { ...state, open: change(state.open) };
}

function move(state: TracesState, rows: Move, context: CommandContext): TracesState {
  const compared = comparing(state, (shown) => moveInComparison(shown, rows, context));
  if (compared !== undefined) return compared;
  return state.open === undefined ? moveInList(state, rows, context) : within(state, (open) => moveInTrace(open, rows, context));
}

function moveInList(state: TracesState, rows: Move, context: CommandContext): TracesState {
  const list = traceList(context, state);
  const height = listRows(context.size).rows;
  const next = moved(list.cursor, firstRow(list.cursor, state.row, list.rows.length, height).row, rows, list.rows.length, height);
  const chosen = list.rows[next.at];
  return chosen === undefined ? state : { ...state, cursor: { traceId: chosen.traceId, at: chosen.at }, row: next.row };
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

function moveInTrace(open: OpenTrace, rows: Move, context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  if (trace === undefined) return open;
  return { ...moveOver(open, trace.rows.visible(open.toggled), rows, heightOf(open, trace, context)), scrolled: 0 };
}

/** On a row with nothing below it the other one of both is its detail. */
function fold(open: OpenTrace, way: Fold, context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  if (trace === undefined) return open;
  const rows = trace.rows.visible(open.toggled);
  const row = rows[rowIndex(rows, open.cursor)];
  if (row !== undefined && way === 'toggle' && row.children.length === 0) return { ...open, cursor: row.key, detail: !open.detail, scrolled: 0 };
  const next = foldAt(open, rows, way);
  return next.cursor === row?.key ? next : { ...next, scrolled: 0 };
}

function toSpan(open: OpenTrace, key: RowKey, context: CommandContext): OpenTrace {
  const trace = loadTrace(context, open.traceId);
  const row = trace?.rows.spans.find((one) => one.key === key);
  if (trace === undefined || row === undefined) return open;
  return { ...standOn<OpenTrace, WaterfallRow>(open, row, heightOf(open, trace, context)), scrolled: 0 };
}
