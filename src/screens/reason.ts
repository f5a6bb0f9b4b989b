// Why a list, a grid or a chart is empty: whole sentences at every width.
import { line, span, type Line, type Style } from '../lib/line.ts';
import { own, visible, wrapWords } from '../lib/text.ts';

const MOST_LINES = 4;

/** `text` may hold text from outside. */
export function reasonLines(text: string, columns: number, style: Style = 'dim'): readonly Line[] {
  return wrapWords(visible(text), columns - 3, MOST_LINES).map((part) => line(span(own('  ')), span(part, style)));
}
