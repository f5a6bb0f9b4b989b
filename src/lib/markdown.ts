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
