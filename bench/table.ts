// Figures as a table: aligned for a terminal, or Markdown for docs/performance.md.
import { budgetText, type Budgets, type Verdict } from './budgets.ts';
import { median, ratioOf, type Figure } from './figures.ts';

export interface Judged {
  readonly figure: Figure;
  readonly verdict: Verdict;
}

const TITLES = ['figure', 'what', 'ours: median (min..max)', 'compared with', 'theirs: median (min..max)', 'ratio', 'budget', ''];

export function tableOf(rows: readonly Judged[], budgets: Budgets): readonly string[] {
  const cells = [TITLES, ...rows.map((row) => cellsOf(row, budgets))];
  const widths = TITLES.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [lines[0] ?? '', widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)];
}

export function markdownOf(rows: readonly Judged[], budgets: Budgets): readonly string[] {
  const bar = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [bar(TITLES), bar(TITLES.map(() => '---')), ...rows.map((row) => bar(cellsOf(row, budgets)))];
}

function cellsOf({ figure, verdict }: Judged, budgets: Budgets): readonly string[] {
  const { id, what, unit, ours, other, note } = figure;
  const ratio = ratioOf(figure);
  return [
    id,
    what,
    spread(ours, unit),
    other === undefined ? (note ?? '-') : other.title,
    other === undefined ? '-' : spread(other.values, unit),
    ratio === undefined ? '-' : `x ${short(ratio)}`,
    budgetText(budgets[id], unit),
    verdict,
  ];
}

function spread(values: readonly number[], unit: string): string {
  const middle = `${short(median(values))} ${unit}`;
  return values.length < 2 ? middle : `${middle} (${short(Math.min(...values))}..${short(Math.max(...values))})`;
}

/** Three digits that count; whole above a thousand. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
