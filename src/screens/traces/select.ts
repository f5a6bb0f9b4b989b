// The model of the Traces panel: the list, or the rows in sight of the trace that is open. One pure read of the session at the frame.
import type { Bottleneck } from '../../analysis/bottleneck.ts';
import { micros, type Interval } from '../../lib/micros.ts';
import type { SpanOddity, TraceSummary } from '../../model/trace.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { notInFile } from '../reason.ts';
import { selectComparison, type CompareModel } from './compare/select.ts';
import { firstRow } from './cursor.ts';
import { rowIndex } from './folds.ts';
import { listRows, waterfallRows, type ListRows, type WaterfallRows } from './layout.ts';
import { traceList } from './list.ts';
import { loadTrace, type LoadedTrace } from './loaded.ts';
import { shownRow, type ShownRow } from './shown-row.ts';
import { spanFields, type DetailField } from './span-detail.ts';
import type { OpenTrace, TracesState } from './state.ts';

export interface ListModel {
  readonly kind: 'list';
  readonly state: TracesState;
  readonly rows: readonly TraceSummary[];
  /** Index among the rows shown. */
  readonly cursor: number;
  readonly total: number;
  readonly all: boolean;
  /** Longest duration of those shown, which the bars are relative to. */
  readonly longest: number;
  readonly span: Interval;
  /** Only where the list is empty: traces that the filter hides, and the newest trace outside the time in view. */
  readonly hidden: number;
  readonly elsewhere: TraceSummary | undefined;
  /** Why nothing can be there. */
  readonly absent: string | undefined;
  readonly zone: string;
  readonly unicode: boolean;
  readonly layout: ListRows;
}

export interface WaterfallModel {
  readonly kind: 'waterfall';
  readonly open: OpenTrace;
  /** Others are compared with this one. */
  readonly marked: boolean;
  readonly name: string;
  readonly span: Interval;
  readonly spans: number;
  readonly errors: number;
  readonly services: readonly string[];
  readonly bottleneck: Pick<Bottleneck, 'share' | 'words'> & { readonly name: string } | undefined;
  readonly oddities: readonly SpanOddity[];
  readonly rows: readonly ShownRow[];
  readonly cursor: number;
  readonly detail: readonly DetailField[];
  readonly unicode: boolean;
  readonly layout: WaterfallRows;
}

export interface MissingModel {
  readonly kind: 'missing';
  readonly traceId: string;
  readonly visited: boolean;
}

export type TracesModel = ListModel | WaterfallModel | CompareModel | MissingModel;

export function selectTraces(context: PanelContext, state: TracesState, size: Size): TracesModel {
  if (state.comparison !== undefined) return selectComparison(context, state.comparison, size);
  if (state.open === undefined) return selectList(context, state, size);
  const trace = loadTrace(context, state.open.traceId);
  if (trace === undefined) return { kind: 'missing', traceId: state.open.traceId, visited: state.open.visited };
  return selectWaterfall(context, state.open, trace, size, state.marked === state.open.traceId);
}

function selectList(context: PanelContext, state: TracesState, size: Size): ListModel {
  const { frame, session } = context;
  const list = traceList(context, state);
  const layout = listRows(size);
  const { first, row } = firstRow(list.cursor, state.row, list.rows.length, layout.rows);
  const rows = list.rows.slice(first, first + layout.rows);
  const empty = list.rows.length === 0;
  return {
    kind: 'list', state, rows, cursor: row, total: list.rows.length, all: list.all,
    longest: rows.reduce((most, { duration }) => Math.max(most, duration), 0),
    span: frame.span,
    hidden: empty && state.filter !== undefined ? traceList(context, { ...state, filter: undefined }).rows.length : 0,
    elsewhere: empty ? session.traces(frame, { span: { from: micros(0), to: frame.head.learned }, limit: 1 }).rows[0] : undefined,
    absent: empty ? notInFile(context, frame.span) : undefined,
    zone: context.zone, unicode: context.unicode, layout,
  };
}

function selectWaterfall(context: PanelContext, open: OpenTrace, trace: LoadedTrace, size: Size, marked: boolean): WaterfallModel {
  const layout = waterfallRows(size, open.detail, trace.oddities.length > 0);
  const all = trace.rows.visible(open.toggled);
  const at = rowIndex(all, open.cursor);
  const { first, row } = firstRow(at, open.row, all.length, layout.rows);
  const current = all[at];
  const found = trace.bottleneck;
  return {
    kind: 'waterfall', open, marked,
    name: trace.rows.spans[0]?.node.span.name ?? '',
    span: { from: trace.tree.from, to: trace.tree.to },
    spans: trace.tree.spans, errors: trace.tree.errors, services: trace.services,
    bottleneck: found === undefined ? undefined : { share: found.share, words: found.words, name: found.node.span.name },
    oddities: trace.oddities,
    rows: all.slice(first, first + layout.rows).map((one) => shownRow(one, open.toggled, trace)),
    cursor: row,
    detail: open.detail && current !== undefined ? spanFields(current, trace, context.zone) : [],
    unicode: context.unicode, layout,
  };
}
