// The overview's model: is it broken, where, since when? Metric panels, log volume by level, newest errors.
import type { Density, Page, Totals } from '../../model/session.ts';
import type { Gap, LogRecord } from '../../model/signal.ts';
import type { Filter } from '../../model/filter/ast.ts';
import type { Interval } from '../../lib/micros.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { metricCell, type MetricCell } from '../metric-cell.ts';
import { besideStrip, healthStrip, type HealthStrip } from './health-strip.ts';
import { shareRows, type Shares } from './layout.ts';

export interface OverviewModel {
  readonly cells: readonly MetricCell[];
  /** Panels that found no place. */
  readonly hidden: number;
  readonly density: Density;
  readonly totals: Totals;
  readonly errors: readonly LogRecord[];
  readonly searchedAll: boolean;
  /** Newest rows of any level, oldest first, where the errors leave room. */
  readonly newest: readonly LogRecord[];
  readonly gaps: readonly Gap[];
  /** Which of the newest errors is under the cursor, 0 the newest; below zero none is. */
  readonly cursor: number;
  readonly span: Interval;
  readonly zone: string;
  readonly unicode: boolean;
  readonly shares: Shares;
  readonly health: HealthStrip | undefined;
}

const ERRORS_FILTER: Filter = { op: 'level', compare: '>=', level: 'error' };

export function selectOverview(context: PanelContext, cursor: number, size: Size): OverviewModel {
  const { session, frame } = context;
  const panels = session.panels(frame);
  const health = healthStrip(context, size);
  const shares = shareRows(besideStrip(health, size), panels.length);
  const page = newestErrors(context, shares);
  return {
    cells: panels.slice(0, shares.cells).map((panel) => metricCell(context, panel, panels, 120)),
    hidden: Math.max(0, panels.length - shares.cells),
    density: session.density(frame, frame.span, Math.max(10, Math.min(60, size.columns - (size.columns >= 120 ? 76 : 60)))),
    totals: session.totals(frame),
    errors: page.rows,
    searchedAll: page.complete,
    newest: newestRows(context, shares.errors - Math.max(1, page.rows.length)),
    gaps: session.gaps(frame, frame.span),
    cursor: Math.min(cursor, Math.max(0, page.rows.length - 1)),
    span: frame.span,
    zone: context.zone,
    unicode: context.unicode,
    shares,
    health,
  };
}

function newestErrors({ session, frame }: PanelContext, shares: Shares): Page<LogRecord> {
  return session.logs(frame, { filter: ERRORS_FILTER, direction: 'older', limit: shares.errors, budget: 20_000 });
}

/** The errors that are shown at this size, newest first. */
export function shownErrors(context: PanelContext, size: Size): readonly LogRecord[] {
  return newestErrors(context, shareRows(besideStrip(healthStrip(context, size), size), context.session.panels(context.frame).length)).rows;
}

/** Rows for the heading and the blank line above it. */
const NEWEST_HEAD = 2;

function newestRows(context: PanelContext, room: number): readonly LogRecord[] {
  const rows = room - NEWEST_HEAD;
  return rows < 3 ? [] : context.session.logs(context.frame, { direction: 'older', limit: rows }).rows.toReversed();
}
