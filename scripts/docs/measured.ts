// What docs/performance.md and the README say of the last run of the benchmarks, from the figures that it left.
import { readFileSync } from 'node:fs';
import { readBudgets, readWanted } from '../../bench/budgets.ts';
import type { Figure } from '../../bench/figures.ts';
import { readLastRun, type LastRun } from '../../bench/last-run.ts';
import { cellsOf, middleOf, missedOf, ratioText, TITLES } from '../../bench/table.ts';
import { many } from '../../src/lib/format.ts';
import { table } from './markdown.ts';
import type { Page } from './pages.ts';
import { withPart } from './parts.ts';

/** What somebody who has not decided yet wants to know. */
const QUOTED = [
  'tty.follow-1k', 'tty.follow-10k', 'tty.idle', 'scroll.line-120x40', 'scroll.page-120x40', 'slow-link.fps', 'load.key', 'ingest-file.wall', 'recorded.reopen', 'recorded.search', 'start.paint-nothing', 'start.nothing',
];

export function measuredPages(): readonly Page[] {
  const run = readLastRun();
  const figures = Object.values(run).flatMap((kept): readonly Figure[] => kept.figures.map(({ other, note, ...figure }) => ({ ...figure, other, ...(note === undefined ? {} : { note }) })));
  return [
    { file: 'docs/performance.md', text: withPart(withPart(written('docs/performance.md'), 'the last run', lastRun(run, figures)), 'not yet', notYet(figures)) },
    { file: 'README.md', text: withPart(written('README.md'), 'figures', quoted(figures)) },
  ];
}

function written(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

function lastRun(run: LastRun, figures: readonly Figure[]): string {
  const judges = { budgets: readBudgets(), wanted: readWanted() };
  return `${machines(run)}\n\n${table(TITLES, figures.map((figure) => cellsOf(figure, judges)))}`;
}

/** Which benchmarks ran when and on what, and how busy that was. */
function machines(run: LastRun): string {
  const places = Map.groupBy(Object.entries(run), ([, { date, machine }]) => `${date}: ${machine}`);
  return [...places].map(([place, kept]) => `${place}. Load at the end of each: ${kept.map(([name, { load }]) => `${name} ${load ?? '?'}`).join(', ')}.`).join('\n\n');
}

function notYet(figures: readonly Figure[]): string {
  const wanted = readWanted();
  const missed = missedOf(figures, wanted);
  const all = Object.keys(wanted).length;
  const words = `${all - missed.length} of ${many(all, 'figure')} are where they are wanted.`;
  return missed.length === 0 ? words : `${words} Not yet:\n\n${table(['figure', 'what', 'wanted', 'now', 'ratio'], missed)}`;
}

function quoted(figures: readonly Figure[]): string {
  const rows = QUOTED.flatMap((id) => figures.filter((figure) => figure.id === id)).map((figure) => {
    const { what, unit, ours, other } = figure;
    return [what, middleOf(ours, unit), ...(other === undefined ? ['-', '-', '-'] : [other.title, middleOf(other.values, unit), ratioText(figure)])];
  });
  return table(['What', 'obs-tui', 'Compared with', 'Theirs', 'Ratio'], rows);
}
