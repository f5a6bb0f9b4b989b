// The model of the Logs panel: one pure read of the session at the frame.
import type { Density } from '../../model/session.ts';
import type { LogRecord } from '../../model/signal.ts';
import { compile } from '../../model/filter/compile.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { detailFields, type DetailField } from './detail.ts';
import { columnsFor, detailRows, headRows, listHeight, type Columns } from './layout.ts';
import { isMarked, type LogsState } from './state.ts';
import { cursorOf, listWindow, type ListRow, type ListWindow } from './window.ts';

export interface LogsModel {
  readonly state: LogsState;
  readonly window: ListWindow;
  readonly hits: readonly boolean[];
  readonly marked: readonly boolean[];
  readonly density: Density;
  readonly total: number;
  /** Rows newer than the cursor row, by the rollups; 0 while following. */
  readonly newer: number;
  readonly columns: Columns;
  readonly detail: { readonly record: LogRecord; readonly fields: readonly DetailField[] } | undefined;
  readonly zone: string;
  readonly unicode: boolean;
  readonly rows: { readonly head: number; readonly list: number; readonly detail: number };
}

export function selectLogs(context: PanelContext, state: LogsState, size: Size): LogsModel {
  const { session, frame } = context;
  const rows = { head: headRows(size), list: listHeight(state, size), detail: detailRows(state, size) };
  const window = listWindow(context, state, rows.list);
  const matches = state.search === undefined ? undefined : compile(state.search.filter);
  const current = window.rows[window.cursor];
  return {
    state,
    window,
    hits: window.rows.map((row) => row.kind === 'log' && matches !== undefined && matches(row.record)),
    marked: window.rows.map((row) => isMarked(state, cursorOf(row).seq)),
    density: session.density(frame, frame.span, Math.max(10, Math.min(120, size.columns - 46))),
    total: session.totals(frame).logs,
    newer: state.list.cursor === undefined ? 0 : newerThan(context, current),
    columns: columnsFor(size.columns, state.columns),
    detail: state.detail && current?.kind === 'log' ? { record: current.record, fields: detailFields(current.record, context.zone) } : undefined,
    zone: context.zone,
    unicode: context.unicode,
    rows,
  };
}

function newerThan(context: PanelContext, row: ListRow | undefined): number {
  if (row === undefined) return 0;
  const { frame, session } = context;
  const from = cursorOf(row).at;
  if (from >= frame.head.learned) return 0;
  const density = session.density(frame, { from, to: frame.head.learned }, 1);
  return density.buckets.reduce((sum, bucket) => sum + bucket.byLevel.reduce((a, b) => a + b, 0), 0);
}
