// Metrics: a grid of panels; Enter makes one of them a chart with axes and a time cursor.
import { value as shownValue, clockTime } from '../../lib/format.ts';
import { BLANK, justify, line, span, words, type Line, type Style } from '../../lib/line.ts';
import { shift, type Interval } from '../../lib/micros.ts';
import { own, visible } from '../../lib/text.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { definePanel } from '../../state/panel.ts';
import { AXIS_CELLS, lineChart } from '../../widgets/line-chart.ts';
import { resample } from '../../widgets/sparkline.ts';
import { timeAxis } from '../../widgets/time-axis.ts';
import { gridCellWidth, gridColumns, gridLines } from '../grid.ts';
import { metricCell, seriesTitle, type MetricCell } from '../metric-cell.ts';
import { CELL_ROWS, cellLines } from '../metric-lines.ts';
import { reasonLines } from '../reason.ts';
import { metricsCommands, updateMetrics, type MetricsEvent, type MetricsState } from './state.ts';

interface MetricsModel {
  readonly cells: readonly MetricCell[];
  /** Index among `cells` of the one under the cursor; the only one while full. */
  readonly cursor: number;
  readonly full: boolean;
  readonly span: Interval;
  readonly cursorAt: number | undefined;
  readonly zone: string;
  readonly unicode: boolean;
  readonly logs: number;
}

const LEAST_CELL = 36;

function select(context: PanelContext, state: MetricsState, size: Size): MetricsModel {
  const { session, frame } = context;
  const panels = session.panels(frame);
  const cursor = Math.min(state.cursor, Math.max(0, panels.length - 1));
  const points = Math.max(20, Math.min(400, state.full ? size.columns : LEAST_CELL) * 2);
  const shown = state.full ? panels.slice(cursor, cursor + 1) : panels;
  return {
    cells: shown.map((panel) => metricCell(context, panel, panels, points)),
    cursor: state.full ? 0 : cursor,
    full: state.full,
    span: frame.span,
    cursorAt: context.cursor,
    zone: context.zone,
    unicode: context.unicode,
    logs: session.totals(frame).logs,
  };
}

function lines(model: MetricsModel, size: Size): readonly Line[] {
  if (model.cells.length === 0) return [BLANK, ...reasonLines('No metric panels. A scrape or prometheus source brings them; 7 shows the sources.', size.columns)];
  const [only] = model.cells;
  if (model.full && only !== undefined) return chart(only, model, size);
  const across = gridColumns(size.columns, LEAST_CELL);
  const width = gridCellWidth(size.columns, across);
  const perPage = Math.max(1, Math.floor((size.rows + 1) / (CELL_ROWS + 1))) * across;
  const first = Math.floor(model.cursor / perPage) * perPage;
  const blocks = model.cells.slice(first, first + perPage).map((cell, index) =>
    cellLines(cell, model.span, width, model.unicode).map((row, part) => ({ ...row, selected: part === 0 && first + index === model.cursor })),
  );
  const grid = gridLines(blocks, size.columns, across);
  if (model.cells.length <= perPage || grid.length >= size.rows) return grid.slice(0, size.rows);
  return [...grid, words(` ${first + 1}–${Math.min(model.cells.length, first + perPage)} of ${model.cells.length} panels`, 'dim')];
}

const SERIES_STYLES: readonly Style[] = ['series.1', 'series.2', 'series.3', 'series.4', 'series.5', 'series.6'];

function chart(cell: MetricCell, model: MetricsModel, size: Size): readonly Line[] {
  const unit = cell.panel.unit ?? 'none';
  const format = (value: number): string => shownValue(value, unit);
  const legend = cell.series.slice(0, Math.max(1, Math.floor(size.rows / 4)));
  const rows = Math.max(2, size.rows - 4 - Math.max(1, legend.length));
  const width = Math.max(1, size.columns - AXIS_CELLS);
  const { from, to } = model.span;
  const cursor = model.cursorAt === undefined ? undefined : Math.floor(((model.cursorAt - from) / (to - from)) * width);
  const title = justify(line(span(visible(` ${cell.title}`), 'title'), span(visible(`  ${cell.panel.expr}`), 'dim')), words('Esc grid ', 'dim'), size.columns);
  const plot = lineChart(
    legend.map((series, index) => ({ values: resample(series.points, from, to, width), style: SERIES_STYLES[index % SERIES_STYLES.length] ?? 'plain' })),
    { columns: size.columns, rows, unicode: model.unicode, format, threshold: cell.panel.threshold, cursor },
  );
  const limit = cell.panel.threshold === undefined ? '' : ` ╌ limit ${format(cell.panel.threshold)}`;
  const at = cursor === undefined ? '' : `  ┊ ${clockTime(shift(from, (model.cursorAt ?? from) - from), model.zone, 'seconds')}`;
  return [title, ...plot, timeAxis(model.span, size.columns, AXIS_CELLS, model.zone), words(`${limit}${at}`, 'warn'), ...legendLines(legend, cell, format, model)];
}

function legendLines(legend: MetricCell['series'], cell: MetricCell, format: (value: number) => string, model: MetricsModel): readonly Line[] {
  if (legend.length === 0) return [words(` ${cell.nothing}`, 'dim')];
  return legend.map((series, index) => legendLine(series, index, cell, format, model));
}

function legendLine(series: MetricCell['series'][number], index: number, cell: MetricCell, format: (value: number) => string, model: MetricsModel): Line {
  const name = seriesTitle(series, cell.series) || cell.panel.title;
  const under = model.cursorAt === undefined ? undefined : series.points.findLast((point) => point.at <= (model.cursorAt ?? 0));
  const atCursor = under === undefined ? '' : `   at cursor ${format(under.value)}`;
  const figures = `  now ${series.last === undefined ? '-' : format(series.last.value)}   min ${format(series.min ?? Number.NaN)}   max ${format(series.max ?? Number.NaN)}${atCursor}`;
  return line(span(own(model.unicode ? ' ━ ' : ' - '), SERIES_STYLES[index % SERIES_STYLES.length]), span(visible(name)), span(own(figures), 'dim'));
}

export const metricsPanel = definePanel<MetricsState, MetricsModel, MetricsEvent>({
  id: 'metrics',
  title: 'Metrics',
  init: { cursor: 0, full: false },
  update: updateMetrics,
  select,
  lines,
  commands: metricsCommands(LEAST_CELL),
});
