// Filters in normal form: what parse can yield, and nothing else.
import * as fc from 'fast-check';
import type { Filter } from '../../../src/model/filter/ast.ts';
import { UNIT_NAMES } from '../../../src/model/filter/quantity.ts';
import { LEVELS } from '../../../src/model/level.ts';

/** Any string at all, lone surrogates and controls too, with the characters of the language often. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '*', ' ', '(', ')', '|', ':', '=', '~', '/', '-', 'u', 'n', '{', '}', 'a', 'é', '\n', '\u202e'), maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('AND', 'OR', 'NOT', '-x', '//x', 'http://host/path', 'a:b', 'level', 'has', 'brick-02', '14:35'),
);
const someText = anyText.filter((text) => text !== '');
const aField = fc.oneof(fc.constantFrom('service', 'http.status', 'level', 'has', 'msg', 'a-b', '@timestamp', 'OR'), someText);
const aSource = fc.constantFrom('time.?out', 'a\\/b', '[/]x', '(?:foo|bar)+', '\\d{1,3}', ' "(a) | b" ', '^$', 'é+\n');
const someFlags = fc.subarray(['i', 'm', 's', 'u']).map((flags) => flags.join(''));
const aNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  someText.map((text): Filter => ({ op: 'text', text })),
  fc.record({ op: fc.constant('match' as const), field: aField, value: anyText }),
  fc.record({ op: fc.constant('regex' as const), field: aField, source: aSource, flags: someFlags }),
  fc.record({ op: fc.constant('level' as const), compare: fc.constantFrom('=', '!=', '>', '>=', '<', '<='), level: fc.constantFrom(...LEVELS) }),
  fc.record({ op: fc.constant('number' as const), field: aField, compare: fc.constantFrom('>', '>=', '<', '<='), value: aNumber, unit: fc.constantFrom('', ...UNIT_NAMES) }),
  fc.record({ op: fc.constant('has' as const), field: aField }),
);

const lists = fc.memo((depth): fc.Arbitrary<Filter> => (depth <= 1 ? leaf : fc.oneof(leaf, listOf('and', depth), listOf('or', depth), opposite(depth))));

function listOf(op: 'and' | 'or', depth: number): fc.Arbitrary<Filter> {
  return fc.array(lists(depth - 1).filter((term) => term.op !== op), { minLength: 2, maxLength: 3 }).map((terms) => ({ op, terms }));
}

function opposite(depth: number): fc.Arbitrary<Filter> {
  return lists(depth - 1).filter((term) => term.op !== 'not').map((term) => ({ op: 'not', term }));
}

export const aFilter = lists(4);
