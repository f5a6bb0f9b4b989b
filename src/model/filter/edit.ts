// `+` and `-` on the value under the cursor: one more term, nothing else touched.
import { levelOfWord } from '../level.ts';
import type { Value } from '../signal.ts';
import type { Filter } from './ast.ts';
import { allOf, negated } from './build.ts';
import { print } from './print.ts';
import { literal } from './wildcard.ts';

/** Characters of a value that go into a term; a longer one is matched by its start, so that the filter stays readable. */
const MOST_VALUE = 256;

/** The filter, and the field has this value. A list or an object counts as "is there". */
export function include(filter: Filter | undefined, field: string, value: Value): Filter {
  return withTerm(filter, termOf(field, value));
}

/** The filter, and the field does not have this value. */
export function exclude(filter: Filter | undefined, field: string, value: Value): Filter {
  const term = termOf(field, value);
  return withTerm(filter, term.op === 'level' ? { ...term, compare: '!=' } : negated(term));
}

function withTerm(filter: Filter | undefined, term: Filter): Filter {
  if (filter === undefined) return term;
  const terms = filter.op === 'and' ? filter.terms : [filter];
  const printed = print(term);
  return terms.some((known) => print(known) === printed) ? filter : allOf([...terms, term]);
}

function termOf(field: string, value: Value): Filter {
  if (typeof value === 'object' && value !== null) return { op: 'has', field };
  const text = String(value);
  const level = field === 'level' ? levelOfWord(text) : undefined;
  if (level !== undefined) return { op: 'level', compare: '=', level };
  return { op: 'match', field, value: text.length > MOST_VALUE ? `${literal(wholeStart(text))}*` : literal(text) };
}

/** Cuts between characters, not inside one. */
function wholeStart(text: string): string {
  const last = text.charCodeAt(MOST_VALUE - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? MOST_VALUE - 1 : MOST_VALUE);
}
