// How far a long piece of work is, in one line: what it is, a bar, the share, and how to stop it.
import { line, span, type Line } from '../lib/line.ts';
import { own, truncate, visible } from '../lib/text.ts';
import { budgetBar } from '../widgets/budget-bar.ts';

const MOST_BAR = 30;
const LEAST_BAR = 8;

/** `share` is 0 to 1; `hint` says which key stops it. */
export function progressLine(what: string, share: number, hint: string, columns: number, unicode: boolean): Line {
  const percent = `${Math.floor(100 * Math.max(0, Math.min(1, Number.isNaN(share) ? 0 : share)))} %`;
  const bar = Math.max(LEAST_BAR, Math.min(MOST_BAR, columns >> 2));
  const text = truncate(visible(what, 200), Math.max(8, columns - bar - hint.length - 14));
  return line(span(own(' ')), span(text, 'strong'), span(own('  ')), span(budgetBar(share, bar, unicode), 'accent'), span(own(` ${percent.padStart(5)}  `)), span(own(hint), 'dim'));
}
