// Figures as tables: aligned for a terminal, and as rows of Markdown for the pages that show the last run.
import { keeps, limitsText, type LimitsByFigure } from './budgets.ts';
import { median, ratioOf, type Figure } from './figures.ts';

export const TITLES = ['figure', 'what', 'ours: median (min..max)', 'compared with', 'theirs: median (min..max)', 'ratio', 'budget', '', 'wanted', ''];

export interface Judges {
  readonly budgets: LimitsByFigure;
  readonly wanted: LimitsByFigure;
}

export function tableOf(figures: readonly Figure[], judges: Judges): readonly string[] {
  const cells = [TITLES, ...figures.map((figure) => cellsOf(figure, judges))];
  const widths = TITLES.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [lines[0] ?? '', widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)];
}

/** The cells below TITLES. */
export function cellsOf(figure: Figure, { budgets, wanted }: Judges): readonly string[] {
  const { id, what, unit, other, note } = figure;
  return [
    id,
    what,
    oursOf(figure),
    other === undefined ? (note ?? '-') : other.title,
    other === undefined ? '-' : spread(other.values, unit),
    ratioText(figure),
    limitsText(budgets[id], unit),
    verdict(keeps(figure, budgets[id]), 'ok', 'OVER'),
    limitsText(wanted[id], unit),
    verdict(keeps(figure, wanted[id]), 'reached', 'not yet'),
  ];
}

function verdict(kept: boolean | undefined, yes: string, no: string): string {
  return kept === undefined ? '-' : kept ? yes : no;
}

/** What is wanted and not there: for each figure its id, what it is, what is wanted, what it is now, and the ratio. */
export function missedOf(figures: readonly Figure[], wanted: LimitsByFigure): readonly (readonly string[])[] {
  const measured = new Map(figures.map((figure) => [figure.id, figure]));
  return Object.entries(wanted).flatMap(([id, limits]) => {
    const figure = measured.get(id);
    if (figure === undefined) return [[id, '-', limitsText(limits, '').trim(), 'not measured', '-']];
    const kept = keeps(figure, limits);
    if (kept === true) return [];
    return [[id, figure.what, limitsText(limits, figure.unit), kept === undefined ? (figure.note ?? 'not compared') : oursOf(figure), ratioText(figure)]];
  });
}

function oursOf({ ours, unit }: Figure): string {
  return spread(ours, unit);
}

export function ratioText(figure: Figure): string {
  const ratio = ratioOf(figure);
  return ratio === undefined ? '-' : `x ${short(ratio)}`;
}

/** The middle alone, with its unit. */
export function middleOf(values: readonly number[], unit: string): string {
  return `${short(median(values))} ${unit}`;
}

function spread(values: readonly number[], unit: string): string {
  const middle = middleOf(values, unit);
  return values.length < 2 ? middle : `${middle} (${short(Math.min(...values))}..${short(Math.max(...values))})`;
}

/** Three digits that count; whole above a thousand. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
