// The list of traces as lines. Narrow screens keep name and duration; everything else gives way before them.
import { clockTime, compact, count, dateTime, duration, many, timeRange } from '../../lib/format.ts';
import { BLANK, line, span, words, type Line, type Span } from '../../lib/line.ts';
import { own, padEnd, padStart, visible } from '../../lib/text.ts';
import type { TraceSummary } from '../../model/trace.ts';
import type { Size } from '../../state/command.ts';
import { spanBar } from '../../widgets/span-bar.ts';
import { reasonLines } from '../reason.ts';
import { MOST_TRACES } from './list.ts';
import type { ListModel } from './select.ts';
import { exact } from './span-detail.ts';
import type { Sort } from './state.ts';

interface Columns {
  readonly time: number;
  readonly name: number;
  readonly services: number;
  readonly bar: number;
  readonly spans: number;
  readonly errors: number;
}

const DURATION = 8;

export function listLines(model: ListModel, size: Size): readonly Line[] {
  const columns = columnsFor(size.columns);
  const rows = model.rows.length === 0 ? emptyLines(model, size.columns) : model.rows.map((row, index): Line => ({ ...rowLine(row, model, columns), selected: index === model.cursor }));
  return [...(model.layout.info ? [info(model)] : []), ...(model.layout.titles ? [titles(columns)] : []), ...rows.slice(0, model.layout.rows)];
}

function columnsFor(columns: number): Columns {
  const time = columns >= 100 ? 13 : columns >= 40 ? 9 : 0;
  const bar = columns >= 90 ? Math.min(24, Math.floor(columns / 9)) : 0;
  const spans = columns >= 60 ? 8 : 0;
  const errors = columns >= 32 ? 7 : 0;
  const room = columns - 1 - time - DURATION - (bar === 0 ? 0 : bar + 1) - spans - errors;
  const services = columns >= 72 ? Math.floor(room * 0.45) : 0;
  return { time, name: Math.max(1, room - services), services, bar, spans, errors };
}

const ORDER: Readonly<Record<Sort, string>> = { time: 'newest first', duration: 'longest first', errors: 'most errors first' };

function info({ state, total, all, span: shown, zone }: ListModel): Line {
  const filter = state.filter === undefined ? [] : [span(own('  filter: '), 'dim'), span(visible(state.filter.text, 200), 'accent')];
  return line(
    span(own(` ${many(total, 'trace')}`), 'strong'),
    span(own(` ${timeRange(shown.from, shown.to, zone)}, ${ORDER[state.sort]}`), 'dim'),
    ...(all ? [] : [span(own(`, of the newest ${count(MOST_TRACES)} at most: z zooms in`), 'warn')]),
    ...filter,
    ...(state.marked === undefined ? [] : [span(own('  A is marked: M compares'), 'accent')]),
  );
}

function titles({ time, name, services, bar, spans, errors }: Columns): Line {
  const right = (text: string, cells: number): string => (cells === 0 ? '' : text.padStart(cells));
  const left = (text: string, cells: number): string => (cells === 0 ? '' : text.slice(0, Math.max(0, cells - 1)).padEnd(cells));
  return words(` ${left('start', time)}${left('name', name)}${left('services', services)}${right('duration', DURATION)}${bar === 0 ? '' : ` ${' '.repeat(bar)}`}${right('spans', spans)}${right('errors', errors)}`, 'dim');
}

function rowLine(row: TraceSummary, model: ListModel, { time, name, services, bar, spans, errors }: Columns): Line {
  const look = { unicode: model.unicode, style: row.errors > 0 ? 'bad' : 'accent', full: ['█', '#'] } as const;
  return line(
    // The letter that the trace has in a comparison.
    span(own(row.traceId === model.state.marked ? 'A' : ' '), 'accent'),
    ...(time === 0 ? [] : [span(padEnd(own(clockTime(row.at, model.zone, time > 9 ? 'millis' : 'seconds')), time), 'dim')]),
    span(own(`${padEnd(visible(row.name, 400), name - 1)}${name > 1 ? ' ' : ''}`), 'plain'),
    ...(services === 0 ? [] : [span(own(`${padEnd(visible(servicesText(row), 400), services - 1)} `), 'dim')]),
    span(padStart(own(exact(row.duration)), DURATION)),
    ...(bar === 0 ? [] : [span(own(' ')), ...spanBar({ from: 0, to: model.longest === 0 ? 0 : row.duration / model.longest }, bar, look)]),
    ...(spans === 0 ? [] : [span(padStart(own(compact(row.spans)), spans), 'dim')]),
    ...(errors === 0 ? [] : [errorCell(row.errors, errors)]),
  );
}

function errorCell(errors: number, cells: number): Span {
  return errors === 0 ? span(padStart(own('·'), cells), 'dim') : span(padStart(own(`✖ ${compact(errors)}`), cells), 'bad');
}

function servicesText({ services, complete }: TraceSummary): string {
  return `${services.join(', ')}${complete ? '' : ', and more'}`;
}

function emptyLines(model: ListModel, columns: number): readonly Line[] {
  const { span: time, zone, state, hidden, elsewhere, absent } = model;
  if (absent !== undefined) return [BLANK, ...reasonLines(absent, columns, 'warn')];
  const between = `between ${clockTime(time.from, zone, 'seconds')} and ${clockTime(time.to, zone, 'seconds')}`;
  if (state.filter !== undefined && hidden > 0) {
    return [BLANK, line(span(own('  No trace matches '), 'dim'), span(visible(state.filter.text, 200), 'accent'), span(own(`. ${count(hidden)} hidden. Esc clears the filter.`), 'dim'))];
  }
  if (elsewhere !== undefined) {
    const ago = `the newest began ${dateTime(elsewhere.at, zone)} and took ${duration(elsewhere.duration)}`;
    return [BLANK, words(`  No trace began ${between}; ${ago}.`, 'dim'), words('  Z shows more time, t jumps to a time.', 'dim')];
  }
  return [BLANK, words('  No span has been recorded up to this moment.', 'dim'), words('  Traces come from the sources otlp, jaeger and tempo, or from a file of them.', 'dim')];
}
