// A filter as text, in the one spelling that parse reads back as the same filter.
import type { Filter } from './ast.ts';
import { printName, printText, printValue } from './quoting.ts';
import { printRegex } from './regex.ts';

/** Bare, these are parts of the language. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'has']);
const NONE: ReadonlySet<string> = new Set();

/** The empty text for no filter. */
export function print(filter: Filter | undefined): string {
  if (filter === undefined) return '';
  switch (filter.op) {
    case 'or':
      return filter.terms.map((term) => (term.op === 'or' ? `(${print(term)})` : print(term))).join(' OR ');
    case 'and':
      return filter.terms.map(atom).join(' ');
    case 'not':
      return `-${filter.term.op === 'not' ? `(${print(filter.term)})` : atom(filter.term)}`;
    case 'text':
      return printText(filter.text);
    case 'match':
      return `${printName(filter.field, RESERVED)}:${printValue(filter.value)}`;
    case 'regex':
      return `${printName(filter.field, NONE)}~${printRegex(filter.source, filter.flags)}`;
    case 'level':
      return `level${filter.compare === '=' ? ':' : filter.compare}${filter.level}`;
    case 'number':
      return `${printName(filter.field, RESERVED)}${filter.compare}${filter.value}${filter.unit}`;
    case 'has':
      return `has:${printValue(filter.field)}`;
  }
}

function atom(filter: Filter): string {
  return filter.op === 'and' || filter.op === 'or' ? `(${print(filter)})` : print(filter);
}
