// The model of the Logs panel: one pure read of the session at the frame.
import type { Density } from '../../model/session.ts';
import type { LogRecord } from '../../model/signal.ts';
import { compile } from '../../model/filter/compile.ts';
import { fieldOf } from '../../model/filter/field.ts';
import { timeRange } from '../../lib/format.ts';
import { shift } from '../../lib/micros.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { notInFile } from '../reason.ts';
import { detailFields, type DetailField } from './detail.ts';
import { columnsFor, detailRows, headRows, listHeight, type Columns } from './layout.ts';
import { isMarked, type LogsState } from './state.ts';
import { cursorOf, listWindow, type ListRow, type ListWindow } from './window.ts';

/** Rows newer than the cursor row; none while the list follows. */
export interface Newer {
  readonly rows: number;
  readonly exact: boolean;
}

export interface LogsModel {
  readonly state: LogsState;
  readonly window: ListWindow;
  readonly hits: readonly boolean[];
  readonly marked: readonly boolean[];
  readonly density: Density;
  readonly total: number;
  /** Without any rows: why there can be none. */
  readonly absent: string | undefined;
  readonly newer: Newer;
  readonly columns: Columns;
  readonly detail: { readonly record: LogRecord; readonly fields: readonly DetailField[] } | undefined;
  readonly zone: string;
  readonly unicode: boolean;
  readonly rows: { readonly head: number; readonly list: number; readonly detail: number };
}

/** Cells that the histogram leaves to its figures, besides those of its range. */
const BESIDE_BARS = 35;

export function selectLogs(context: PanelContext, state: LogsState, size: Size): LogsModel {
  const { session, frame } = context;
  const rows = { head: headRows(size), list: listHeight(state, size), detail: detailRows(state, size) };
  const window = listWindow(context, state, rows.list);
  const matches = state.search === undefined ? undefined : compile(state.search.filter);
  const current = window.rows[window.cursor];
  const total = session.totals(frame).logs;
  return {
    state,
    window,
    hits: window.rows.map((row) => row.kind === 'log' && matches !== undefined && matches(row.record)),
    marked: window.rows.map((row) => isMarked(state, cursorOf(row).seq)),
    density: session.density(frame, frame.span, Math.max(10, Math.min(120, size.columns - BESIDE_BARS - timeRange(frame.span.from, frame.span.to, context.zone).length))),
    total,
    absent: total === 0 ? noLogsInFile(context) : undefined,
    newer: state.list.cursor === undefined ? { rows: 0, exact: true } : newerThan(context, current),
    columns: columnsFor(size.columns, filledColumns(state.columns, window)),
    detail: state.detail && current?.kind === 'log' ? { record: current.record, fields: detailFields(current.record, context.zone) } : undefined,
    zone: context.zone,
    unicode: context.unicode,
    rows,
  };
}

/** What was left out on purpose is said, so that silence is not taken for calm. */
function noLogsInFile(context: PanelContext): string | undefined {
  const without = context.session.info().incident?.withoutSources ?? [];
  return notInFile(context, context.frame.span) ?? (without.length === 0 ? undefined : `No log rows in this file up to this moment. Left out when it was saved: ${without.join(', ')}.`);
}

/** A column that no row in sight fills only takes room from the message. */
function filledColumns(names: readonly string[], window: ListWindow): readonly string[] {
  return names.filter((name) => window.rows.some((row) => row.kind === 'log' && fieldOf(row.record, name) !== undefined));
}

/** Counted one by one up to here; beyond it the rollups know well enough. */
const COUNTED = 100;

function newerThan(context: PanelContext, row: ListRow | undefined): Newer {
  if (row === undefined) return { rows: 0, exact: true };
  const { frame, session } = context;
  const next = session.logs(frame, { from: cursorOf(row), direction: 'newer', limit: COUNTED }).rows.length;
  if (next < COUNTED) return { rows: next, exact: true };
  const density = session.density(frame, { from: cursorOf(row).at, to: shift(frame.head.latest, 1) }, 300);
  return { rows: density.buckets.reduce((sum, bucket) => sum + bucket.byLevel.reduce((a, b) => a + b, 0), 0), exact: false };
}
