// A filter as a predicate over log records. Everything that depends on the filter alone is done once, here; what runs for each of a
// million records is small.
import { assertNever } from '../../lib/invariant.ts';
import { levelRank } from '../level.ts';
import type { LogRecord, Value } from '../signal.ts';
import type { Comparison, Filter } from './ast.ts';
import { fieldReader, isList } from './field.ts';
import { parseQuantity, reading, type Quantity } from './quantity.ts';
import { MOST_SEARCHED } from './regex.ts';
import { textSearch } from './text-search.ts';
import { exactText, wildcard } from './wildcard.ts';

export type Predicate = (record: LogRecord) => boolean;

/** No filter lets everything pass. Works for every filter that parse yields; a regex that does not compile throws SyntaxError. */
export function compile(filter: Filter | undefined): Predicate {
  if (filter === undefined) return () => true;
  switch (filter.op) {
    case 'and':
      return every(cheapFirst(filter.terms).map(compile));
    case 'or':
      return some(cheapFirst(filter.terms).map(compile));
    case 'not': {
      const inner = compile(filter.term);
      return (record) => !inner(record);
    }
    case 'text':
      return textSearch(filter.text);
    case 'match':
      return onField(filter.field, matching(filter.field, filter.value));
    case 'regex':
      return onField(filter.field, searching(new RegExp(filter.source, filter.flags)));
    case 'level': {
      const passes = comparing(filter.compare);
      const rank = levelRank(filter.level);
      return (record) => passes(levelRank(record.level), rank);
    }
    case 'number':
      return number(filter.field, filter.compare, filter);
    case 'has': {
      const read = fieldReader(filter.field);
      return (record) => (read(record) ?? null) !== null;
    }
    default:
      return assertNever(filter);
  }
}

function every(predicates: readonly Predicate[]): Predicate {
  const [first, second] = predicates;
  if (first !== undefined && second !== undefined && predicates.length === 2) return (record) => first(record) && second(record);
  return (record) => predicates.every((predicate) => predicate(record));
}

function some(predicates: readonly Predicate[]): Predicate {
  return (record) => predicates.some((predicate) => predicate(record));
}

const COST: Readonly<Record<Filter['op'], number>> = { level: 0, has: 1, match: 2, number: 3, not: 4, and: 5, or: 5, regex: 6, text: 7 };

/** Order changes nothing in the answer, because predicates are pure; it changes how soon the answer is known. */
function cheapFirst(terms: readonly Filter[]): readonly Filter[] {
  return terms.toSorted((a, b) => costOf(a) - costOf(b));
}

function costOf(filter: Filter): number {
  return filter.op === 'not' ? COST[filter.term.op] : COST[filter.op];
}

type Scalar = string | number | boolean | null;

/** Asks the value of a field; of a list, one element that passes is enough; an absent field and an object never pass. */
function onField(field: string, passes: (value: Scalar) => boolean): Predicate {
  const read = fieldReader(field);
  const test = (value: Value): boolean => (isList(value) ? value.some(test) : isScalar(value) && passes(value));
  return (record) => {
    const value = read(record);
    return value !== undefined && test(value);
  };
}

function isScalar(value: Value): value is Scalar {
  return typeof value !== 'object' || value === null;
}

function matching(field: string, pattern: string): (value: Scalar) => boolean {
  const fits = wildcard(pattern);
  const exact = exactText(pattern);
  const quantity = exact === undefined ? undefined : parseQuantity(exact);
  if (quantity === undefined) return (value) => fits(String(value));
  const read = reading(field, quantity);
  // Numbers are equal in any spelling, 0.50 and 0.5; texts only when they are the same text, so that an id 0050 is not 50.
  return (value) => fits(String(value)) || (typeof value === 'number' && read(value) === quantity.value);
}

function searching(regex: RegExp): (value: Scalar) => boolean {
  return (value) => {
    const text = String(value);
    return regex.test(text.length > MOST_SEARCHED ? text.slice(0, MOST_SEARCHED) : text);
  };
}

function number(field: string, compare: Comparison, wanted: Quantity): Predicate {
  // A record without the number is not equal to it: `!=` is everything that `=` is not, as everywhere in the language.
  if (compare === '!=') {
    const equal = number(field, '=', wanted);
    return (record) => !equal(record);
  }
  const read = reading(field, wanted);
  const passes = comparing(compare);
  return onField(field, (value) => {
    const found = typeof value === 'number' || typeof value === 'string' ? read(value) : undefined;
    return found !== undefined && passes(found, wanted.value);
  });
}

function comparing(compare: Comparison): (left: number, right: number) => boolean {
  switch (compare) {
    case '=':
      return (left, right) => left === right;
    case '!=':
      return (left, right) => left !== right;
    case '>':
      return (left, right) => left > right;
    case '>=':
      return (left, right) => left >= right;
    case '<':
      return (left, right) => left < right;
    case '<=':
      return (left, right) => left <= right;
    default:
      return assertNever(compare);
  }
}
