// The detail pane of the waterfall: everything known of the row under the cursor.
import { BLANK, justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, visible, wrap } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import type { WaterfallModel } from './select.ts';
import type { DetailField } from './span-detail.ts';

const MOST_NAME = 24;
/** Lines of one value; the rest of it is counted. */
const MOST_LINES = 12;

export function detailLines({ layout, detail, open }: WaterfallModel, size: Size): readonly Line[] {
  if (layout.detail === 0) return [];
  const names = Math.min(MOST_NAME, Math.max(0, ...detail.map(({ name }) => name.length)) + 1, Math.floor(size.columns / 3));
  const all = detail.flatMap((field) => fieldLines(field, names, size.columns));
  const room = layout.detail - 1;
  const first = Math.max(0, Math.min(open.scrolled, all.length - room));
  const more = all.length - first - room;
  const rule = justify(words('── detail ', 'dim'), words(`${more > 0 ? ` ${more} lines more, J scrolls` : ''} d closes `, 'dim'), size.columns);
  const shown = all.slice(first, first + room);
  return [rule, ...shown, ...Array.from({ length: Math.max(0, room - shown.length) }, () => BLANK)];
}

function fieldLines({ name, value }: DetailField, names: number, columns: number): readonly Line[] {
  const cells = Math.max(1, columns - names - 3);
  // Line breaks are part of the value here: a stack trace is read as it was written.
  const lines = value.split('\n', MOST_LINES).flatMap((part) => wrap(visible(part), cells, MOST_LINES)).slice(0, MOST_LINES);
  return lines.map((text, index) =>
    line(span(own('│ '), 'dim'), span(own(index === 0 ? `${padEnd(visible(name, 200), Math.max(0, names - 1))} ` : ' '.repeat(names)), 'dim'), span(text)),
  );
}
