// The value that follows a name in text: `"quoted"`, `\"quoted in quoted\"` or bare up to what ends a word.
import type { Found } from './rule.ts';

const QUOTE = /\\{0,3}["'`]/y;
const BARE = /[^\s"'`,;&<>\\|]+/y;
/** Longer values without a closing quote are cut off there. */
const MOST_VALUE = 4_096;

export interface ReadValue extends Found {
  readonly quoted: boolean;
}

/** Undefined where nothing follows, or a value made of parts which have names of their own. */
export function readValue(text: string, at: number): ReadValue | undefined {
  QUOTE.lastIndex = at;
  const quote = QUOTE.exec(text)?.[0];
  if (quote !== undefined) {
    const from = at + quote.length;
    const to = closing(text, quote, from);
    return to > from ? { from, to, quoted: true } : undefined;
  }
  BARE.lastIndex = at;
  const bare = BARE.exec(text)?.[0] ?? '';
  if (bare === '' || /^[[{(]/.test(bare)) return undefined;
  return { from: at, to: at + bare.replace(/[)\]}]{1,8}[.!?]?$/, '').length, quoted: false };
}

/** Where the quote closes; a quote that was cut off closes at the end of its line. */
function closing(text: string, quote: string, from: number): number {
  const most = Math.min(text.length, from + MOST_VALUE);
  for (let at = text.indexOf(quote, from); at >= 0 && at < most; at = text.indexOf(quote, at + 1)) {
    if (quote.length > 1 || !isEscaped(text, at, from)) return at;
  }
  const line = text.indexOf('\n', from);
  return line < 0 || line > most ? most : line;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes > from && text[at - slashes - 1] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
