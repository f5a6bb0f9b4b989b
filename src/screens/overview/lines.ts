// The overview as lines.
import { clockTime, compact, count, timeRange } from '../../lib/format.ts';
import { BLANK, justify, line, span, words, type Line, type Span } from '../../lib/line.ts';
import { own, padEnd, visible } from '../../lib/text.ts';
import { LEVEL_LETTER } from '../../model/level.ts';
import type { LogRecord } from '../../model/signal.ts';
import type { Size } from '../../state/command.ts';
import { sparkline } from '../../widgets/sparkline.ts';
import { gridCellWidth, gridColumns, gridLines } from '../grid.ts';
import { recordText } from '../record-text.ts';
import { cellLines, stripLine } from '../metric-lines.ts';
import { besideStrip, healthStripLine } from './health-strip.ts';
import { LEAST_CELL } from './layout.ts';
import type { OverviewModel } from './select.ts';

export function overviewLines(model: OverviewModel, size: Size): readonly Line[] {
  const { health } = model;
  if (health === undefined) return mainLines(model, size);
  const above = mainLines(model, besideStrip(health, size));
  const empty = Array.from({ length: size.rows - 1 - above.length }, () => BLANK);
  return [...above, ...empty, healthStripLine(health, size.columns, model.unicode)];
}

function mainLines(model: OverviewModel, size: Size): readonly Line[] {
  return [...metricLines(model, size), BLANK, volume(model, size.columns), ...heading(model, size.columns), ...errorLines(model, size), ...newestLines(model, size)].slice(0, size.rows);
}

function metricLines(model: OverviewModel, size: Size): readonly Line[] {
  if (model.cells.length === 0) return [words('  No metric panels yet. A scrape or prometheus source brings them.', 'dim')];
  if (model.shares.strip) return model.cells.map((cell) => stripLine(cell, model.span, size.columns, model.unicode));
  const across = gridColumns(size.columns, LEAST_CELL);
  const width = gridCellWidth(size.columns, across);
  return gridLines(model.cells.map((cell) => cellLines(cell, model.span, width, model.unicode)), size.columns, across);
}

const LEVELS_SHOWN = [
  { rank: 4, also: 5, letter: 'E', style: 'level.error' },
  { rank: 3, also: undefined, letter: 'W', style: 'level.warn' },
  { rank: 2, also: undefined, letter: 'I', style: 'plain' },
  { rank: 1, also: 0, letter: 'D', style: 'dim' },
] as const;

function volume(model: OverviewModel, columns: number): Line {
  const { buckets, span: range } = model.density;
  const at = (index: number, rank: 0 | 1 | 2 | 3 | 4 | 5): number => buckets[index]?.byLevel[rank] ?? 0;
  const sums = buckets.map((bucket) => bucket.byLevel.reduce((a, b) => a + b, 0));
  const minutes = Math.max(1 / 60, (range.to - range.from) / 60_000_000);
  const total = sums.reduce((a, b) => a + b, 0);
  const levels = LEVELS_SHOWN.flatMap(({ rank, also, letter, style }): readonly Span[] => {
    const values = buckets.map((_, index) => at(index, rank) + (also === undefined ? 0 : at(index, also)));
    const sum = values.reduce((a, b) => a + b, 0);
    const trend = columns >= 120 && rank >= 3 ? ` ${sparkline(tail(values, 8), { unicode: model.unicode, min: 0 })}` : '';
    return [span(own(`  ${letter} ${compact(sum)}${trend}`), sum === 0 && rank >= 3 ? 'dim' : style)];
  });
  const spark = sparkline(sums.map((sum) => (sum === 0 ? undefined : sum)), { unicode: model.unicode, min: 0 });
  return justify(line(span(own(' logs  '), 'strong'), span(spark, 'accent'), span(own(`  ${compact(Math.round(total / minutes))}/min`))), line(...levels, span(own(' '))), columns);
}

/** The last `cells` equal parts of what there is, each summed. */
function tail(values: readonly number[], cells: number): readonly number[] {
  const size = Math.max(1, Math.ceil(values.length / cells));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size).reduce((a, b) => a + b, 0));
}

function heading(model: OverviewModel, columns: number): readonly Line[] {
  const range = timeRange(model.span.from, model.span.to, model.zone);
  const gaps = model.gaps.length === 0 ? [] : [span(own(` ${model.gaps.length} ${model.gaps.length === 1 ? 'gap' : 'gaps'} in this range `), 'gap')];
  const hidden = model.hidden === 0 ? [] : [span(own(` +${model.hidden} panels on 3 `), 'dim')];
  return [BLANK, justify(line(span(own(' newest errors'), 'title')), line(...gaps, ...hidden, span(own(`${range} `), 'dim')), columns)];
}

function errorLines(model: OverviewModel, size: Size): readonly Line[] {
  if (model.errors.length === 0) {
    const looked = model.searchedAll ? '' : ' among the newest rows';
    return [words(`  No errors${looked}. ${count(model.totals.logs)} log rows recorded.`, 'dim')];
  }
  return model.errors.map((record, index) => ({ ...recordLine(record, model, size), selected: index === model.cursor }));
}

function newestLines(model: OverviewModel, size: Size): readonly Line[] {
  if (model.newest.length === 0) return [];
  return [BLANK, words(' newest rows', 'title'), ...model.newest.map((record) => recordLine(record, model, size))];
}

function recordLine(record: LogRecord, model: OverviewModel, size: Size): Line {
  const wide = size.columns >= 100;
  const where = wide ? [span(padEnd(visible(record.service ?? '', 60), 10)), span(own(' ')), span(padEnd(visible(record.node ?? '', 60), 10), 'dim'), span(own(' '))] : [span(padEnd(visible(record.service ?? '', 60), 10)), span(own(' '))];
  const trace = wide && record.traceId !== undefined ? [span(visible(`  trace ${record.traceId.slice(0, 8)}… `, 40), 'dim')] : [];
  const left = line(
    span(own(` ${clockTime(record.at, model.zone, wide ? 'millis' : 'seconds')} `), 'dim'),
    span(own(LEVEL_LETTER[record.level]), `level.${record.level}`),
    span(own(' ')),
    ...where,
    span(visible(recordText(record), 500), `level.${record.level}`),
  );
  return justify(left, line(...trace), size.columns);
}
