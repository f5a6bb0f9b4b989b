// What keys mean for the log list: moves, searches and switches. Pure; reads the session only through bounded queries.
import { assertNever } from '../../lib/invariant.ts';
import type { Cursor } from '../../model/session.ts';
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

/** Rows looked at for the first one that a filter shows. */
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
      return { ...state, list: placed(state, event.cursor, Math.floor(listHeight(state, context.size) / 2), context) };
    case 'filter':
      return refilled({ ...state, filter: event.filter, before: event.preview ? state.before : event.filter }, context);
    case 'restore':
      return refilled({ ...state, filter: state.before }, context);
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

/** The row that is seen under the cursor: the newest one while the list follows, another one where a filter hides the cursor's own. */
export function cursorRow(state: LogsState, context: CommandContext): Cursor | undefined {
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

/** The cursor on a row of its own choice, or lower where fewer rows come after it: no half-empty list beside rows that are there. */
function placed(state: LogsState, cursor: Cursor, wanted: number, context: CommandContext): LogsState['list'] {
  const height = listHeight(state, context.size);
  const row = Math.max(0, Math.min(wanted, height - 1));
  return { cursor, row: height - 1 - rowsBeyond(context, state, cursor, 'newer', height - 1 - row).length };
}

/** Another filter leaves another number of rows after the cursor. */
function refilled(state: LogsState, context: CommandContext): LogsState {
  const { cursor, row } = state.list;
  return cursor === undefined ? state : { ...state, list: placed(state, cursor, row, context) };
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
