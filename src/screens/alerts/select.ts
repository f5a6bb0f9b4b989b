// The model of the Alerts panel: the rows, and everything that is known of the one under the cursor.
import { HOUR, interval, micros, MINUTE, shift, type Interval, type Micros } from '../../lib/micros.ts';
import type { FactRecord, PanelDefinition } from '../../model/signal.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { alertRows, hasKey, knowsAlerts, type AlertRow } from '../alert-rows.ts';
import { placeWords } from '../alert-words.ts';
import { metricCell, type MetricCell } from '../metric-cell.ts';
import type { AlertsState } from './state.ts';

export interface ToldChange {
  readonly change: FactRecord<'alert'>;
  /** Name of the source that tells it. */
  readonly by: string;
}

export interface AlertDetail {
  readonly row: AlertRow;
  /** Changes of it by any source that tells of it, the newest first. */
  readonly history: readonly ToldChange[];
  readonly silences: readonly FactRecord<'silence'>[];
  /** What was asked of its backend and what became of it, the newest first. */
  readonly acts: readonly FactRecord<'act'>[];
  /** The panel that draws its expression, and the stretch that is drawn. */
  readonly cell: MetricCell | undefined;
  readonly span: Interval;
}

export interface AlertsModel {
  readonly rows: readonly AlertRow[];
  readonly cursor: number;
  /** Ends of the silences that mute something, by id. */
  readonly ends: ReadonlyMap<string, Micros>;
  /** Rows that the filter leaves out. */
  readonly hidden: number;
  readonly state: AlertsState;
  readonly detail: AlertDetail | undefined;
  /** Whether a source could tell of alerts. */
  readonly known: boolean;
  readonly now: Micros;
  readonly zone: string;
  readonly unicode: boolean;
}

const MOST_HISTORY = 200;
const AROUND = 10 * MINUTE;
const LONGEST = 6 * HOUR;
const EVER = { from: micros(0), to: micros(8_000_000_000_000_000) };

export function shownRows(context: PanelContext, { filter }: AlertsState): { readonly rows: readonly AlertRow[]; readonly hidden: number } {
  const all = alertRows(context);
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const rows = all.filter(({ alert, standing }) => {
    const text = [alert.name, standing, alert.severity ?? '', placeWords(alert), ...Object.values(alert.labels)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return { rows, hidden: all.length - rows.length };
}

export function cursorIn(rows: readonly AlertRow[], { chosen }: AlertsState): number {
  const at = chosen === undefined ? 0 : rows.findIndex((row) => hasKey(row, chosen));
  return Math.max(0, at);
}

export function chosenRow(context: PanelContext, state: AlertsState): AlertRow | undefined {
  const { rows } = shownRows(context, state);
  return rows[cursorIn(rows, state)];
}

export function selectAlerts(context: PanelContext, state: AlertsState, size: Size): AlertsModel {
  const { rows, hidden } = shownRows(context, state);
  const cursor = cursorIn(rows, state);
  const row = rows[cursor];
  const { frame, zone, unicode } = context;
  return {
    rows, cursor, ends: endsOf(context, rows), hidden, state, known: knowsAlerts(context), now: frame.head.learned, zone, unicode,
    detail: row === undefined ? undefined : detailOf(context, row, size),
  };
}

/** Asked for only where something is muted. */
function endsOf({ session, frame }: PanelContext, rows: readonly AlertRow[]): ReadonlyMap<string, Micros> {
  const muting = new Set(rows.flatMap(({ alert }) => alert.silencedBy ?? []));
  return new Map(muting.size === 0 ? [] : session.latest(frame, 'silence').filter(({ id }) => muting.has(id)).map(({ id, until }) => [id, until]));
}

function detailOf(context: PanelContext, row: AlertRow, size: Size): AlertDetail {
  const { session, frame } = context;
  const all = [row.alert, ...row.others];
  const names = new Map(session.sources(frame).map((source) => [source.id, source.name]));
  const history = all.flatMap(({ id, source }) =>
    session
      .facts(frame, { kinds: ['alert'], span: EVER, limit: MOST_HISTORY, superseded: true, id })
      .filter((change) => change.source === source)
      .map((change) => ({ change, by: names.get(source) ?? '' })),
  );
  const muting = new Set(row.alert.silencedBy ?? []);
  const panel = panelOf(context, row);
  const span = chartSpan(row, frame.head.latest);
  return {
    row,
    history: history.toSorted(({ change: a }, { change: b }) => b.at - a.at || b.seq - a.seq),
    silences: muting.size === 0 ? [] : session.latest(frame, 'silence').filter(({ id, source }) => source === row.alert.source && muting.has(id)),
    acts: session.latest(frame, 'act').filter(({ target }) => target === row.alert.id || muting.has(target)),
    cell: panel === undefined ? undefined : metricCell({ ...context, frame: { ...frame, span } }, panel, session.panels(frame), size.columns * 2),
    span,
  };
}

/** From before it began until now, or until some time after its end; a long one is drawn from its last hours on. */
function chartSpan({ alert, standing }: AlertRow, latest: Micros): Interval {
  const ends = standing === 'resolved' ? Math.min(latest, shift(alert.at, AROUND)) : latest;
  return interval(Math.max(shift(alert.since, -AROUND), ends - LONGEST), Math.max(ends, alert.since + 1));
}

/** The panel whose expression is that of the alert, or speaks of the same metric. */
export function panelOf({ session, frame }: PanelContext, { alert, others }: AlertRow): PanelDefinition | undefined {
  const expr = [alert, ...others].find((one) => one.expr !== undefined)?.expr;
  if (expr === undefined) return undefined;
  const panels = session.panels(frame);
  const metrics = new Set(expr.match(/[a-zA-Z_:][\w:]*/g) ?? []);
  return panels.find((panel) => expr.startsWith(panel.expr)) ?? panels.find((panel) => (panel.expr.match(/[a-zA-Z_:][\w:]*/g) ?? []).some((word) => word.includes('_') && metrics.has(word)));
}
