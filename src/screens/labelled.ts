// A label, and beside it a text that goes on below itself.
import { line, span, type Line } from '../lib/line.ts';
import { own, wrapWords, type SafeText } from '../lib/text.ts';

const MOST_LINES = 3;

/** `cells` of the `columns` are for the label. `fold` breaks the text: between words, or where the line ends for what must be copied whole. */
export function labelledLines(label: string, text: SafeText, columns: number, cells: number, fold = wrapWords): readonly Line[] {
  const parts = fold(text, Math.max(8, columns - cells - 1), MOST_LINES);
  return parts.map((part, index) => line(span(own((index === 0 ? ` ${label}` : '').padEnd(cells)), 'dim'), span(part)));
}
