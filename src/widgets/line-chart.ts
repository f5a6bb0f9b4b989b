// A line chart with axes. asciichart draws each unbroken run; this file gives all runs one scale, leaves gaps blank (asciichart
// throws on NaN and draws null as 0), and knows which cell belongs to which series.
import * as asciichart from 'asciichart';
import { line, span, type Line, type Span, type Style } from '../lib/line.ts';
import { own, padStart } from '../lib/text.ts';

export interface ChartSeries {
  /** One value a column; undefined where nothing is known. */
  readonly values: readonly (number | undefined)[];
  readonly style: Style;
}

export interface ChartOptions {
  readonly columns: number;
  /** Rows of the plot; the axis of time is the caller's. At least 2. */
  readonly rows: number;
  readonly unicode: boolean;
  readonly format: (value: number) => string;
  /** Drawn as a dotted line, and part of the scale. */
  readonly threshold?: number | undefined;
  /** Column of the time cursor. */
  readonly cursor?: number | undefined;
}

/** Cells of the axis on the left, the bar included. */
export const AXIS_CELLS = 11;

const UNICODE = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const ASCII = ['+', '|', '-', '-', '-', '\\', '/', '\\', '/', '|'];

interface Scale {
  readonly min: number;
  readonly max: number;
}

/** `rows` lines of `columns` cells; a chart of nothing but gaps is an empty plot with its axis. */
export function lineChart(series: readonly ChartSeries[], options: ChartOptions): readonly Line[] {
  const width = Math.max(1, options.columns - AXIS_CELLS);
  const height = Math.max(2, options.rows);
  const scale = scaleOf(series, options.threshold);
  const cells: (Span | undefined)[][] = Array.from({ length: height }, () => Array.from({ length: width }, (): Span | undefined => undefined));
  if (options.threshold !== undefined) drawLevel(cells, rowOf(options.threshold, scale, height), options.unicode ? '╌' : '.');
  for (const one of series) drawSeries(cells, one, scale, options.unicode);
  if (options.cursor !== undefined) drawCursor(cells, options.cursor, options.unicode ? '┊' : ':');
  return cells.map((row, index) => chartRow(row, index, height, scale, options));
}

function scaleOf(series: readonly ChartSeries[], threshold: number | undefined): Scale {
  const known = series.flatMap((one) => one.values.filter((value): value is number => value !== undefined && Number.isFinite(value)));
  if (finite(threshold)) known.push(threshold);
  let min = known.reduce((a, b) => Math.min(a, b), Infinity);
  let max = known.reduce((a, b) => Math.max(a, b), -Infinity);
  if (known.length === 0) [min, max] = [0, 1];
  // A flat line in the middle of its own scale reads as flat; asciichart would give it no height at all.
  const room = Math.abs(min) / 10 || 0.5;
  if (min === max) [min, max] = [Math.max(-Number.MAX_VALUE, min - room), Math.min(Number.MAX_VALUE, max + room)];
  return { min, max };
}

/** 0 at the lowest value of the scale, 1 at the highest; halves where the whole range is more than a number holds. */
function shareOf(value: number, { min, max }: Scale): number {
  const range = max - min;
  return Number.isFinite(range) ? (value - min) / range : (value / 2 - min / 2) / (max / 2 - min / 2);
}

function rowOf(value: number, scale: Scale, height: number): number {
  return Math.round((1 - shareOf(value, scale)) * (height - 1));
}

function drawLevel(cells: (Span | undefined)[][], row: number, glyph: string): void {
  const target = cells[row];
  target?.forEach((_, column) => {
    target[column] = span(own(glyph), 'warn');
  });
}

function drawSeries(cells: (Span | undefined)[][], series: ChartSeries, scale: Scale, unicode: boolean): void {
  const { values } = series;
  for (let start = 0; start < values.length; start += 1) {
    if (!finite(values[start])) continue;
    let end = start;
    while (finite(values[end])) end += 1;
    drawRun(cells, values.slice(start, end).filter(finite), start, series.style, scale, unicode);
    start = end;
  }
}

function drawRun(cells: (Span | undefined)[][], run: readonly number[], column: number, style: Style, scale: Scale, unicode: boolean): void {
  const height = cells.length;
  const [only] = run;
  if (run.length === 1 && only !== undefined) {
    put(cells, rowOf(only, scale, height), column, unicode ? '•' : '*', style);
    return;
  }
  // In rows instead of values every number is one that asciichart can count to. It draws from each value to the next, so the last one
  // is told twice to have a cell of its own. Its axis takes the first two cells of every row, the label one of them: ours to drop.
  const rows = [...run, ...run.slice(-1)].map((value) => shareOf(value, scale) * (height - 1));
  const text = asciichart.plot(rows, { height: height - 1, min: 0, max: height - 1, offset: 2, format: () => ' ', symbols: unicode ? UNICODE : ASCII });
  text.split('\n').forEach((row, index) => {
    [...row].slice(2).forEach((glyph, offset) => {
      if (glyph !== ' ') put(cells, index, column + offset, glyph, style);
    });
  });
}

function drawCursor(cells: (Span | undefined)[][], column: number, glyph: string): void {
  for (const row of cells) {
    if (column >= 0 && column < row.length) row[column] ??= span(own(glyph), 'mark');
  }
}

function put(cells: (Span | undefined)[][], row: number, column: number, glyph: string, style: Style): void {
  const target = cells[row];
  if (target !== undefined && column >= 0 && column < target.length) target[column] = span(own(glyph), style);
}

function chartRow(row: readonly (Span | undefined)[], index: number, height: number, scale: Scale, options: ChartOptions): Line {
  const share = index / (height - 1);
  const value = scale.max * (1 - share) + scale.min * share;
  // Every second label: more crowd a short chart and say nothing new.
  const label = index % 2 === 0 || index === height - 1 ? options.format(value) : '';
  const axis = span(own(`${padStart(own(label), AXIS_CELLS - 2)} ${options.unicode ? '┤' : '|'}`), 'dim');
  return line(axis, ...merged(row));
}

/** Neighbours of one style become one span. */
function merged(row: readonly (Span | undefined)[]): readonly Span[] {
  const spans: { text: string; style: Style }[] = [];
  for (const cell of row) {
    const style = cell?.style ?? 'plain';
    const last = spans.at(-1);
    if (last?.style === style) last.text += cell?.text ?? ' ';
    else spans.push({ text: cell?.text ?? ' ', style });
  }
  return spans.map((piece) => span(own(piece.text), piece.style));
}

function finite(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}
