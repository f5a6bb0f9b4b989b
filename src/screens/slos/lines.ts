// Lines of the SLO screen: a row an SLO with its budget as a bar, then the report of the one under the cursor.
import { clockTime, count, dateTime } from '../../lib/format.ts';
import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, padStart, visible } from '../../lib/text.ts';
import type { FactRecord } from '../../model/signal.ts';
import { sloState } from '../../model/slo.ts';
import type { Size } from '../../state/command.ts';
import { reasonLines } from '../reason.ts';
import { burnWords, leftWords, minuteWords, shareWords, sloLook } from '../slo-look.ts';
import { budgetBar } from '../../widgets/budget-bar.ts';
import type { SlosModel } from './model.ts';

const WIDE = 100;
/** Rows that stay for the report below the list. */
const LEAST_REPORT = 6;

export function sloLines(model: SlosModel, size: Size): readonly Line[] {
  if (model.slos.length === 0) return [BLANK, ...reasonLines('No SLO is known. A source of kind "portal" tells of them (its /obs/slos).', size.columns)];
  const height = Math.max(1, Math.min(model.slos.length, size.rows - LEAST_REPORT - 1));
  const first = Math.max(0, Math.min(model.cursor - (height >> 1), model.slos.length - height));
  const rows = model.slos.slice(first, first + height).map((slo, index) => ({ ...row(slo, model, size), selected: first + index === model.cursor }));
  const chosen = model.slos[model.cursor];
  return [words(header(size), 'dim'), ...rows, ...(chosen === undefined ? [] : report(chosen, model))].slice(0, size.rows);
}

function nameCells(size: Size): number {
  return Math.max(14, Math.min(32, size.columns - (size.columns < WIDE ? 56 : 80)));
}

function header(size: Size): string {
  const burn = size.columns < WIDE ? '' : `  ${'burn'.padStart(7)}  window`;
  return ` ${'state'.padEnd(9)} ${'name'.padEnd(nameCells(size))} ${'target'.padStart(8)} ${'achieved'.padStart(9)}  ${'budget left'.padEnd(barCells(size) + 5)}${burn}`;
}

function barCells(size: Size): number {
  return size.columns < WIDE ? 10 : 20;
}

function row(slo: FactRecord<'slo'>, { unicode }: SlosModel, size: Size): Line {
  const state = sloState(slo);
  const { mark, style } = sloLook(slo);
  const { budget } = slo;
  const bar = budget === undefined ? padEnd(own('not told'), barCells(size)) : budgetBar(budget.remainingPercent / 100, barCells(size), unicode);
  return line(
    span(own(' ')),
    span(padEnd(own(`${mark} ${state}`), 10), style),
    span(padEnd(visible(slo.name), nameCells(size))),
    span(own(` ${padStart(own(shareWords(slo.target)), 8)} ${padStart(own(shareWords(slo.achieved)), 9)}  `)),
    span(bar, style),
    span(padStart(own(leftWords(slo) ?? ''), 6)),
    ...(size.columns < WIDE ? [] : [span(padStart(own(burnWords(slo)), 8)), span(own('  ')), span(visible(slo.window))]),
  );
}

function report(slo: FactRecord<'slo'>, { history, zone }: SlosModel): readonly Line[] {
  const { budget, requests, period } = slo;
  const spent = budget?.consumedMinutes === undefined || budget.totalMinutes === undefined ? [] : [words(` ${minuteWords(budget.consumedMinutes)} of ${minuteWords(budget.totalMinutes)} minutes of errors spent`)];
  const counted = requests === undefined ? [] : [words(` ${count(requests.bad)} bad of ${count(requests.total)} requests`)];
  const rate = words(` burns ${burnWords(slo)} of what the window allows`);
  return [
    line(span(own(' ── '), 'dim'), span(visible(slo.name), 'strong'), span(visible(`  ${slo.id}  over ${slo.window}${slo.trend === undefined ? '' : `  ${slo.trend}`}`), 'dim')),
    ...(slo.description === undefined ? [] : [line(span(visible(` ${slo.description}`)))]),
    rate,
    ...spent,
    ...counted,
    ...(period === undefined ? [] : [words(` from ${dateTime(period.from, zone)} to ${dateTime(period.to, zone)}`, 'dim')]),
    ...(history.length < 2 ? [] : [BLANK, words(' reported before', 'title')]),
    ...history.slice(1).map((told) => line(span(own(` ${clockTime(told.at, zone, 'seconds')} `), 'dim'), span(own(`${shareWords(told.achieved)}, ${leftWords(told) ?? '100 %'} of the budget left`)))),
  ];
}
