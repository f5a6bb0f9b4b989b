// The Logs panel as lines: histogram, column titles, rows, detail. Turns a model into text and knows nothing else.
import { clockTime, compact, count, timeRange } from '../../lib/format.ts';
import { BLANK, justify, line, lineWidth, span, type Line, type Span, type Style } from '../../lib/line.ts';
import { MOST_CHARS, own, padEnd, truncate, visible, wrap, type SafeText } from '../../lib/text.ts';
import { LEVEL_LETTER } from '../../model/level.ts';
import type { LogRecord } from '../../model/signal.ts';
import type { Size } from '../../state/command.ts';
import { fieldOf } from '../../model/filter/field.ts';
import { sparkline } from '../../widgets/sparkline.ts';
import { recordText } from '../record-text.ts';
import { reasonLines } from '../reason.ts';
import { detailLines } from './detail-lines.ts';
import { gapLine } from './gap-line.ts';
import type { LogsModel } from './select.ts';
import type { ListRow } from './window.ts';

export function logsLines(model: LogsModel, size: Size): readonly Line[] {
  const head = model.rows.head > 1 ? [histogram(model, size.columns), titles(model, size.columns)] : [titles(model, size.columns)];
  return [...head, ...listLines(model, size), ...detailLines(model, size)];
}

function histogram(model: LogsModel, columns: number): Line {
  const { density, unicode, zone } = model;
  const sums = density.buckets.map((bucket) => bucket.byLevel.reduce((a, b) => a + b, 0));
  const bad = density.buckets.map((bucket) => bucket.byLevel[4] + bucket.byLevel[5]);
  const total = sums.reduce((a, b) => a + b, 0);
  const minutes = Math.max(1 / 60, (density.span.to - density.span.from) / 60_000_000);
  const spark = density.buckets.map((_, index): Span => {
    const cell = sparkline([sums[index] ?? 0], { unicode, min: 0, max: Math.max(1, ...sums) });
    // Errors colour their bar; their count stands in words beside it, so no colour is needed to know it.
    return span((sums[index] ?? 0) === 0 ? own(' ') : cell, (bad[index] ?? 0) > 0 ? 'level.error' : 'accent');
  });
  const range = ` ${timeRange(density.span.from, density.span.to, zone)}`;
  const errors = bad.reduce((a, b) => a + b, 0);
  const warnings = density.buckets.reduce((sum, bucket) => sum + bucket.byLevel[3], 0);
  const figures = line(
    span(own(`${compact(Math.round(total / minutes))}/min `)),
    span(own(` E ${compact(errors)}`), errors > 0 ? 'level.error' : 'dim'),
    span(own(` W ${compact(warnings)} `), warnings > 0 ? 'level.warn' : 'dim'),
  );
  return justify(line(span(own(range), 'dim'), span(own(' ')), ...spark), figures, columns);
}

function titles(model: LogsModel, columns: number): Line {
  const { timeCells, fields } = model.columns;
  const names = fields.map((field) => padEnd(visible(field.name), field.cells)).join(' ');
  const left = own(` ${padEnd(own('time'), timeCells)} L ${names}${names === '' ? '' : ' '}message`);
  const right = line(...stateSpans(model));
  return justify(line(span(wholeWords(left, columns - lineWidth(right) - 1), 'dim')), right, columns);
}

/** Column titles that fit: half a title is worse than none. */
function wholeWords(titles: SafeText, cells: number): SafeText {
  if (titles.length <= cells) return titles;
  return own(titles.slice(0, Math.max(0, titles.lastIndexOf(' ', Math.max(0, cells)))));
}

/** Where the list stands, in words. */
function stateSpans(model: LogsModel): readonly Span[] {
  const { state, newer, window } = model;
  const filter = state.filter === undefined ? [] : [span(visible(`filter: ${state.filter.text} `, 60), 'accent')];
  const search = state.search === undefined ? [] : [span(visible(`search: ${state.search.text} `, 40), 'hit'), span(own(' '))];
  const around = state.filter !== undefined && state.around > 0 ? [span(own(`±${state.around} rows `), 'dim')] : [];
  const looked = window.searchedTo === undefined ? [] : [span(own(`looked back to ${clockTime(window.searchedTo.at, model.zone, 'seconds')} `), 'warn')];
  // How many of the newer rows a filter lets through is not known without reading them all.
  const below = state.filter === undefined ? `${newer.exact ? '' : 'about '}${count(newer.rows)} newer · ` : '';
  const where = state.list.cursor === undefined ? span(own('at the newest '), 'good') : span(own(`▼ ${below}G newest `), 'warn');
  return [span(own('  ')), ...search, ...filter, ...around, ...looked, where];
}

function listLines(model: LogsModel, size: Size): readonly Line[] {
  const { window, rows } = model;
  if (window.rows.length === 0) return fillTo([BLANK, ...emptyReason(model, size.columns)].slice(0, rows.list), rows.list);
  // Gaps alone do not say why no row is there.
  const reason = window.rows.some(({ kind }) => kind === 'log') ? [] : [BLANK, ...emptyReason(model, size.columns)];
  const blocks = window.rows.map((row, index) => rowLines(model, row, index, size.columns));
  const before = blocks.slice(0, window.cursor).reduce((sum, block) => sum + block.length, 0);
  const current = blocks[window.cursor]?.length ?? 1;
  const all = [...blocks.flat(), ...reason];
  // Wrapped rows may overflow: the cursor row keeps its place where it can, and is always in sight as a whole.
  const wanted = Math.max(before - window.cursor, before + current - rows.list);
  return fillTo(all.slice(Math.max(0, Math.min(wanted, before, all.length - rows.list))).slice(0, rows.list), rows.list);
}

function fillTo(lines: readonly Line[], rows: number): readonly Line[] {
  return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, () => BLANK)];
}

function emptyReason(model: LogsModel, columns: number): readonly Line[] {
  const { state, total, window } = model;
  if (model.absent !== undefined) return reasonLines(model.absent, columns, 'warn');
  if (state.filter === undefined || total === 0) return reasonLines('No log rows yet. 7 shows what each source is doing.', columns);
  const looked = window.searchedTo === undefined ? '' : ` of those looked at, back to ${clockTime(window.searchedTo.at, model.zone, 'seconds')}`;
  return reasonLines(`No rows match ${state.filter.text}${looked}. ${count(total)} rows are hidden. Esc clears the filter.`, columns, 'warn');
}

function rowLines(model: LogsModel, row: ListRow, index: number, columns: number): readonly Line[] {
  const selected = index === model.window.cursor;
  if (row.kind === 'gap') return [{ ...gapLine(row.gap, model.zone, columns), selected }];
  const prefix = prefixSpans(model, row.record, index);
  const style = row.context ? 'dim' : messageStyle(row.record);
  const texts = messageTexts(model, row.record);
  const indent = columns - model.columns.messageCells;
  const turned = lineWidth({ spans: prefix.slice(0, TURNED_SPANS) });
  return texts.map((text, part) => ({
    spans: part === 0 ? [...prefix, ...hitSpans(model, text, style, index)] : [span(own(' '.repeat(indent))), span(text, style)],
    selected,
    turned,
  }));
}

/** Mark, time, and level. */
const TURNED_SPANS = 4;

function prefixSpans(model: LogsModel, record: LogRecord, index: number): readonly Span[] {
  const { columns, zone } = model;
  const mark = model.marked[index] === true ? span(own('◆'), 'mark') : span(own(' '));
  const level: Style = `level.${record.level}`;
  return [
    mark,
    span(own(clockTime(record.at, zone, columns.time)), 'dim'),
    span(own(' ')),
    span(own(LEVEL_LETTER[record.level]), level),
    span(own(' ')),
    ...columns.fields.flatMap((field) => [span(padEnd(visible(fieldText(record, field.name), 200), field.cells), field.name === 'service' ? 'plain' : 'dim'), span(own(' '))]),
  ];
}

function fieldText(record: LogRecord, name: string): string {
  const value = fieldOf(record, name);
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function messageStyle(record: LogRecord): Style {
  return record.level === 'error' || record.level === 'fatal' || record.level === 'warn' ? `level.${record.level}` : 'plain';
}

const MOST_WRAPPED = 8;
/** A letter of two units and its four marks. */
const MOST_UNITS_A_CELL = 10;

function messageTexts(model: LogsModel, record: LogRecord): readonly SafeText[] {
  const cells = model.columns.messageCells;
  // No more than can be seen is made safe: the rest of a long message would cost milliseconds a row.
  const seen = (model.state.shift + cells * (model.state.wrap ? MOST_WRAPPED : 1)) * MOST_UNITS_A_CELL;
  const text = visible(recordText(record), Math.min(MOST_CHARS, seen));
  if (model.state.wrap) return wrap(text, cells, MOST_WRAPPED);
  return [truncate(model.state.shift > 0 ? own([...text].slice(model.state.shift).join('')) : text, cells)];
}

function hitSpans(model: LogsModel, text: SafeText, style: Style, index: number): readonly Span[] {
  if (model.hits[index] !== true) return [span(text, style)];
  const wanted = model.state.search?.filter;
  const lower = text.toLowerCase();
  // A letter whose small form is longer would move every place behind it.
  const at = wanted?.op === 'text' && lower.length === text.length ? lower.indexOf(wanted.text.toLowerCase()) : -1;
  // A hit in a field that is no column: the whole row says so.
  if (at < 0 || wanted?.op !== 'text') return [span(text, 'hit')];
  const end = at + wanted.text.length;
  return [span(own(text.slice(0, at)), style), span(own(text.slice(at, end)), 'hit'), span(own(text.slice(end)), style)];
}

