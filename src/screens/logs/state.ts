// What the operator did to the log list: where it stands, what it hides, what it looks for.
import type { Cursor } from '../../model/session.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Seq } from '../../model/signal.ts';
import { TAIL, type ListState } from '../../state/list.ts';

export interface ActiveFilter {
  readonly text: string;
  readonly filter: Filter;
}

export interface LogsState {
  readonly list: ListState;
  readonly filter: ActiveFilter | undefined;
  /** The filter before the one being typed: Esc brings it back. */
  readonly before: ActiveFilter | undefined;
  /** What `/` looks for: marked, never hiding anything. */
  readonly search: ActiveFilter | undefined;
  /** Rows of context around each match while a filter is on. */
  readonly around: number;
  readonly detail: boolean;
  /** Which field of the detail pane is under the cursor. */
  readonly field: number;
  readonly marks: readonly Cursor[];
  readonly wrap: boolean;
  /** Fields shown as columns besides time, level and message. */
  readonly columns: readonly string[];
  /** Cells the message is scrolled to the left. */
  readonly shift: number;
}

export const INITIAL: LogsState = {
  list: TAIL,
  filter: undefined,
  before: undefined,
  search: undefined,
  around: 0,
  detail: false,
  field: 0,
  marks: [],
  wrap: false,
  columns: ['service', 'node'],
  shift: 0,
};

export function isMarked(state: LogsState, seq: Seq): boolean {
  return state.marks.some((mark) => mark.seq === seq);
}

export function toggleMark(state: LogsState, row: Cursor): LogsState {
  const marks = isMarked(state, row.seq)
    ? state.marks.filter((mark) => mark.seq !== row.seq)
    : [...state.marks, row].toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  return { ...state, marks };
}
