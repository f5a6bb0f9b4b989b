// A metric panel in two or three rows: title and series, sparkline with the value, extremes with the threshold.
import { value as shownValue } from '../lib/format.ts';
import { justify, line, span, type Line, type Style } from '../lib/line.ts';
import { own, padStart, visible } from '../lib/text.ts';
import type { Interval } from '../lib/micros.ts';
import { resample, sparkline } from '../widgets/sparkline.ts';
import { seriesTitle, type MetricCell } from './metric-cell.ts';

export const CELL_ROWS = 3;

export function cellLines(cell: MetricCell, range: Interval, columns: number, unicode: boolean): readonly Line[] {
  const [worst] = cell.series;
  const unit = cell.panel.unit ?? 'none';
  const who = worst === undefined ? '' : seriesTitle(worst, cell.series);
  const more = cell.series.length > 1 ? ` +${cell.series.length - 1}` : '';
  const title = justify(line(span(visible(cell.title), 'strong')), line(span(visible(`${who}${more}`), 'dim')), columns);
  if (worst === undefined) return [title, line(span(visible(cell.nothing), 'dim')), line(span(visible(cell.panel.expr), 'dim'))];
  const style: Style = cell.beyond ? 'bad' : 'plain';
  const figure = own(`${cell.beyond ? '▲' : ' '}${padStart(own(cell.value === undefined ? '-' : shownValue(cell.value, unit)), 10)}`);
  const cells = Math.max(1, columns - 12);
  const spark = sparkline(resample(worst.points, range.from, range.to, cells), { unicode, ...(cell.panel.unit === 'percent' ? { min: 0, max: Math.max(100, worst.max ?? 0) } : {}) });
  const extremes = `${shownValue(worst.min ?? Number.NaN, unit)} … ${shownValue(worst.max ?? Number.NaN, unit)}`;
  const threshold = cell.panel.threshold === undefined ? '' : `limit ${shownValue(cell.panel.threshold, unit)}`;
  return [
    title,
    line(span(spark, cell.beyond ? 'bad' : 'series.1'), span(own(' ')), span(figure, style)),
    justify(line(span(own(extremes), 'dim')), line(span(own(threshold), cell.beyond ? 'bad' : 'dim')), columns),
  ];
}

/** One row for narrow places: title, sparkline, value. */
export function stripLine(cell: MetricCell, range: Interval, columns: number, unicode: boolean): Line {
  const unit = cell.panel.unit ?? 'none';
  const title = visible(cell.title);
  const titleCells = Math.min(22, Math.floor(columns * 0.35));
  const [worst] = cell.series;
  const cells = Math.max(1, columns - titleCells - 13);
  const spark = sparkline(worst === undefined ? [] : resample(worst.points, range.from, range.to, cells), { unicode });
  const left = line(span(own(' ')), span(visible(title.slice(0, titleCells)), 'plain'));
  const figure = cell.value === undefined ? 'no data' : shownValue(cell.value, unit);
  const right = line(span(spark, cell.beyond ? 'bad' : 'series.1'), span(own(` ${cell.beyond ? '▲' : ' '}`), 'bad'), span(padStart(own(figure), 9), cell.beyond ? 'bad' : 'plain'));
  return justify(left, right, columns);
}
