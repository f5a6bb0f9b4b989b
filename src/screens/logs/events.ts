// What keys mean for the log list: moves, searches and switches. Pure; reads the session only through bounded queries.
import { assertNever } from '../../lib/invariant.ts';
import type { Cursor } from '../../model/session.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { CommandContext } from '../../state/command.ts';
import { moveTo, TAIL } from '../../state/list.ts';
import { detailFields } from './detail.ts';
import { listHeight } from './layout.ts';
import { toggleMark, type ActiveFilter, type LogsState } from './state.ts';
import { cursorOf, listWindow, rowsBeyond } from './window.ts';

export type LogsEvent =
  | { readonly type: 'move'; readonly rows: number | 'page' | 'page-back' | 'half' | 'half-back' }
  | { readonly type: 'newest' }
  | { readonly type: 'oldest' }
  | { readonly type: 'at'; readonly cursor: Cursor }
  /** The next row beyond the cursor that a filter matches: a hit, an error, a warning. */
  | { readonly type: 'find'; readonly filter: Filter; readonly direction: 'older' | 'newer' }
  | { readonly type: 'filter'; readonly filter: ActiveFilter | undefined; readonly preview: boolean }
  | { readonly type: 'restore' }
  | { readonly type: 'search'; readonly search: ActiveFilter | undefined }
  | { readonly type: 'mark' }
  | { readonly type: 'next-mark'; readonly direction: 1 | -1 }
  | { readonly type: 'detail'; readonly open: boolean }
  | { readonly type: 'field'; readonly step: 1 | -1 }
  | { readonly type: 'wrap' }
  | { readonly type: 'around' }
  | { readonly type: 'shift'; readonly cells: number }
  | { readonly type: 'columns'; readonly columns: readonly string[] };

/** Rows looked at by one key press; beyond it the answer is "not found so far". */
const FIND_BUDGET = 100_000;
const AROUND_STEPS = [0, 2, 5, 10];

export function updateLogs(state: LogsState, event: LogsEvent, context: CommandContext): LogsState {
  switch (event.type) {
    case 'move':
      return move(state, event.rows, context);
    case 'newest':
      return { ...state, list: TAIL };
    case 'oldest':
      return oldest(state, context);
    case 'at':
      return { ...state, list: { cursor: event.cursor, row: Math.floor(listHeight(state, context.size) / 2) } };
    case 'find':
      return find(state, event.filter, event.direction, context);
    case 'filter':
      return { ...state, filter: event.filter, before: event.preview ? state.before : event.filter };
    case 'restore':
      return { ...state, filter: state.before };
    case 'search':
      return { ...state, search: event.search };
    case 'mark': {
      const row = cursorRow(state, context);
      return row === undefined ? state : toggleMark(state, row);
    }
    case 'next-mark':
      return nextMark(state, event.direction, context);
    case 'detail':
      return { ...state, detail: event.open, field: 0, list: pinned(state, context) };
    case 'field':
      return { ...state, field: stepField(state, event.step, context) };
    case 'wrap':
      return { ...state, wrap: !state.wrap, shift: 0 };
    case 'around':
      return { ...state, around: AROUND_STEPS[(AROUND_STEPS.indexOf(state.around) + 1) % AROUND_STEPS.length] ?? 0 };
    case 'shift':
      return { ...state, shift: Math.max(0, state.shift + event.cells) };
    case 'columns':
      return { ...state, columns: event.columns };
    default:
      return assertNever(event);
  }
}

/** The row under the cursor, also while the list follows the newest one. */
export function cursorRow(state: LogsState, context: CommandContext): Cursor | undefined {
  if (state.list.cursor !== undefined) return state.list.cursor;
  const window = listWindow(context, state, listHeight(state, context.size));
  const row = window.rows[window.cursor];
  return row === undefined ? undefined : { at: cursorOf(row).at, seq: cursorOf(row).seq };
}

function move(state: LogsState, rows: Extract<LogsEvent, { type: 'move' }>['rows'], context: CommandContext): LogsState {
  const height = listHeight(state, context.size);
  const step = typeof rows === 'number' ? rows : { page: height - 1, 'page-back': 1 - height, half: height >> 1, 'half-back': -(height >> 1) }[rows];
  // A list that follows has its cursor on the last row already; only upwards is somewhere else.
  if (state.list.cursor === undefined && step > 0) return state;
  const here = listWindow(context, state, height);
  const target = targetRow(state, context, here.cursor, here.rows.map(cursorOf), step);
  if (target === undefined) return step > 0 ? { ...state, list: TAIL } : state;
  return { ...state, list: moveTo({ ...state.list, row: here.cursor }, { at: target.at, seq: target.seq }, step, height) };
}

function targetRow(state: LogsState, context: CommandContext, at: number, shown: readonly Cursor[], step: number): Cursor | undefined {
  const direct = shown[at + step];
  if (direct !== undefined) return direct;
  const edge = step < 0 ? shown[0] : shown.at(-1);
  const beyond = step < 0 ? -step - at : step - (shown.length - 1 - at);
  if (edge === undefined) return undefined;
  const found = rowsBeyond(context, state, edge, step < 0 ? 'older' : 'newer', beyond).at(-1);
  return found !== undefined ? cursorOf(found) : step < 0 || at < shown.length - 1 ? edge : undefined;
}

function oldest(state: LogsState, context: CommandContext): LogsState {
  const [first] = context.session.logs(context.frame, { filter: state.filter?.filter, direction: 'newer', limit: 1, budget: FIND_BUDGET }).rows;
  return first === undefined ? state : { ...state, list: { cursor: { at: first.at, seq: first.seq }, row: 0 } };
}

function find(state: LogsState, filter: Filter, direction: 'older' | 'newer', context: CommandContext): LogsState {
  const both: Filter = state.filter === undefined ? filter : { op: 'and', terms: [state.filter.filter, filter] };
  const from = cursorRow(state, context);
  const [hit] = context.session.logs(context.frame, { filter: both, from, direction, limit: 1, budget: FIND_BUDGET }).rows;
  if (hit === undefined) return state;
  const middle = Math.floor(listHeight(state, context.size) / 2);
  return { ...state, list: { cursor: { at: hit.at, seq: hit.seq }, row: middle } };
}

function nextMark(state: LogsState, direction: 1 | -1, context: CommandContext): LogsState {
  const here = cursorRow(state, context);
  if (here === undefined) return state;
  const beyond = state.marks.filter((mark) => (direction > 0 ? mark.at - here.at || mark.seq - here.seq : here.at - mark.at || here.seq - mark.seq) > 0);
  const mark = direction > 0 ? beyond[0] : beyond.at(-1);
  return mark === undefined ? state : updateLogs(state, { type: 'at', cursor: mark }, context);
}

/** Opening the detail of a row stops the list from running away under it. */
function pinned(state: LogsState, context: CommandContext): LogsState['list'] {
  const row = cursorRow(state, context);
  return row === undefined ? state.list : { cursor: row, row: Math.min(state.list.row, listHeight(state, context.size) - 1) };
}

function stepField(state: LogsState, step: 1 | -1, context: CommandContext): number {
  const row = cursorRow(state, context);
  const record = row === undefined ? undefined : context.session.log(context.frame, row.seq);
  const count = record === undefined ? 0 : detailFields(record, context.zone).length;
  return Math.max(0, Math.min(count - 1, state.field + step));
}
