// What Tab can make of the word before the caret.
import { LEVELS } from '../level.ts';
import { FIELD_NAMES } from './field.ts';
import { printName, printValue } from './quoting.ts';

const MOST = 20;
const RESERVED: ReadonlySet<string> = new Set(['has']);
const KEYWORDS = ['AND', 'OR', 'NOT'];

/** Whole texts with the word before the caret completed, best first, at most 20; none inside quotes or a regex, or where any text is right. */
export function completions(text: string, caret: number, fields: readonly string[]): readonly string[] {
  const before = text.slice(0, caret);
  if (insideQuotes(before)) return [];
  const start = wordStart(before);
  const rest = text.slice(before.length);
  return wordsFor(before.slice(start), fields).map((word) => `${before.slice(0, start)}${word}${rest}`);
}

/** Behind the last space, parenthesis or bar, and behind a leading minus. */
function wordStart(before: string): number {
  const start = before.length - (/[^\s()|]*$/u.exec(before)?.[0].length ?? 0);
  return before[start] === '-' ? start + 1 : start;
}

function wordsFor(word: string, fields: readonly string[]): readonly string[] {
  const level = /^(level(?:[!=]?=|[<>]=?|:))([a-z]*)$/iu.exec(word);
  if (level !== null) return LEVELS.filter((name) => name.startsWith((level[2] ?? '').toLowerCase())).map((name) => `${level[1] ?? ''}${name}`);
  const known = [...new Set([...FIELD_NAMES, ...fields])];
  const has = /^has[:=](.*)$/u.exec(word);
  if (has !== null) return beginning(known, has[1] ?? '').map((name) => `has:${printValue(name)}`);
  if (/[:=~<>"]/u.test(word)) return [];
  const names = beginning(known, word).map((name) => (name === 'level' ? 'level>=' : `${printName(name, RESERVED)}:`));
  const keywords = word === '' ? [] : KEYWORDS.filter((keyword) => keyword.startsWith(word) && keyword !== word);
  return [...names, ...('has:'.startsWith(word) ? ['has:'] : []), ...keywords].slice(0, MOST);
}

/** Names that start with the text, in any case; then those that have it behind a dot or an underscore. */
function beginning(names: readonly string[], start: string): readonly string[] {
  const wanted = start.toLowerCase();
  const first = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const inner = names.filter((name) => !first.includes(name) && /[._]/u.test(name) && wordsOf(name).some((part) => part.startsWith(wanted)));
  return [...first, ...inner].slice(0, MOST);
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[._]/u);
}

function insideQuotes(before: string): boolean {
  let open = false;
  for (let index = 0; index < before.length; index += 1) {
    if (before[index] === '\\' && open) index += 1;
    else if (before[index] === '"') open = !open;
  }
  return open;
}
