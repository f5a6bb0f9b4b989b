// Markdown that a person pastes into a ticket. What came from outside is text there too: it makes no link, no table and no markup.
import { visible } from './text.ts';

const MOST_CHARS = 500;

/** One line of text in which no character means anything. */
export function markdownText(text: string): string {
  return visible(text, MOST_CHARS).replace(/[\\`*_{}[\]<>()#|~$&!^]/gu, String.raw`\$&`);
}

/** A table of cells that are Markdown already; the columns after the first `texts` hold figures, to the right. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[], texts: number): string {
  const rule = titles.map((_, index) => (index < texts ? '---' : '--:'));
  return [titles, rule, ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** Text that is typed as it stands, such as a command: one line between ticks. Not for cells of tables, where a bar would end it. */
export function markdownCode(text: string): string {
  const shown = visible(text, MOST_CHARS);
  const longest = Math.max(0, ...(shown.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = longest > 0 || /^ .* $/u.test(shown) ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}
