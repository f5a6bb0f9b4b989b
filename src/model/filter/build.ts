// Normal form, in which one meaning has one shape: no list of one, no list of the same kind inside a list, no double negation.
import type { Filter } from './ast.ts';

export function allOf(terms: readonly Filter[]): Filter {
  const flat = terms.flatMap((term) => (term.op === 'and' ? term.terms : [term]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { op: 'and', terms: flat };
}

export function anyOf(terms: readonly Filter[]): Filter {
  const flat = terms.flatMap((term) => (term.op === 'or' ? term.terms : [term]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { op: 'or', terms: flat };
}

export function negated(filter: Filter): Filter {
  return filter.op === 'not' ? filter.term : { op: 'not', term: filter };
}
