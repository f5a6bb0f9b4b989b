// The filter language, read from left to right without backtracking. Any text gives a filter or one problem with its place; nothing
// throws. What is read can always be written: parse(print(f)) is f.
import type { Filter } from './ast.ts';
import { allOf, anyOf, negated } from './build.ts';
import { print } from './print.ts';
import { bareAt } from './quoting.ts';
import { fail, skipSpace, startScan, type Scan } from './scan.ts';
import { term } from './term.ts';

/** Characters of a filter, as typed and as printed. */
export const MOST_TEXT = 4_096;
/** Parentheses inside parentheses. */
export const MOST_DEPTH = 64;

export interface ParseProblem {
  readonly ok: false;
  /** What is wrong and what was expected, in words, without the place. */
  readonly message: string;
  /** Offset in UTF-16 code units, for a caret. */
  readonly at: number;
  /** At least 1; the stretch may end one past the text. */
  readonly length: number;
}

/** `filter` is undefined for a text of nothing but space: it hides nothing. */
export type Parsed = { readonly ok: true; readonly filter: Filter | undefined } | ParseProblem;

export function parse(text: string): Parsed {
  if (text.length > MOST_TEXT) return problem(`a filter has at most ${MOST_TEXT} characters`, MOST_TEXT, text.length - MOST_TEXT);
  const scan = startScan(text);
  skipSpace(scan);
  if (scan.at === text.length) return { ok: true, filter: undefined };
  const filter = either(scan, topTerm);
  if (filter === undefined) return { ok: false, ...(scan.problem ?? { message: 'this is no filter', at: 0, length: 1 }) };
  if (scan.at < text.length) return problem('this ) closes nothing: expected another term or the end', scan.at, 1);
  if (print(filter).length > MOST_TEXT) return problem(`this filter is too long: written out, it has more than ${MOST_TEXT} characters`, 0, text.length);
  return { ok: true, filter };
}

function problem(message: string, at: number, length: number): ParseProblem {
  return { ok: false, message, at, length: Math.max(1, length) };
}

/** Reads one term: at the top a term of the language, inside `field:( … )` a value of that field. */
type ReadTerm = (scan: Scan) => Filter | undefined;

const topTerm: ReadTerm = (scan) => term(scan, group);

function either(scan: Scan, read: ReadTerm): Filter | undefined {
  const first = all(scan, read);
  if (first === undefined) return undefined;
  const terms = [first];
  for (let or = orAt(scan); or > 0; or = orAt(scan)) {
    const orStart = scan.at;
    scan.at += or;
    skipSpace(scan);
    if (endsHere(scan)) return fail(scan, `${scan.text.slice(orStart, orStart + or)} needs a term on its right`, orStart, or);
    const next = all(scan, read);
    if (next === undefined) return undefined;
    terms.push(next);
  }
  return anyOf(terms);
}

function all(scan: Scan, read: ReadTerm): Filter | undefined {
  const terms: Filter[] = [];
  while (terms.length === 0 || !endsHere(scan)) {
    if (wordAt(scan, 'AND')) {
      const andStart = scan.at;
      if (terms.length === 0) return fail(scan, 'AND needs a term on its left', andStart, 3);
      scan.at += 3;
      skipSpace(scan);
      if (endsHere(scan)) return fail(scan, 'AND needs a term on its right', andStart, 3);
    }
    const next = unary(scan, read);
    if (next === undefined) return undefined;
    terms.push(next);
    skipSpace(scan);
  }
  return allOf(terms);
}

function unary(scan: Scan, read: ReadTerm): Filter | undefined {
  let negative = false;
  for (;;) {
    const start = scan.at;
    if (scan.text[start] === '-') {
      scan.at += 1;
      if (/^(?:[\s)|-]|$)/u.test(scan.text.slice(scan.at, scan.at + 1))) return fail(scan, '- needs a term right behind it; a text that starts with - needs quotes', start, 1);
    } else if (wordAt(scan, 'NOT')) {
      scan.at += 3;
      if (endsHere(scan)) return fail(scan, 'NOT needs a term behind it; for the word itself, write "NOT"', start, 3);
    } else break;
    negative = !negative;
  }
  const inner = scan.text[scan.at] === '(' ? group(scan, read) : operand(scan, read);
  return inner === undefined || !negative ? inner : negated(inner);
}

function operand(scan: Scan, read: ReadTerm): Filter | undefined {
  const or = orAt(scan);
  if (or > 0) return fail(scan, `${scan.text.slice(scan.at, scan.at + or)} needs a term on its left`, scan.at, or);
  if (scan.text[scan.at] === ')') return fail(scan, 'expected a term before this )', scan.at, 1);
  return read(scan);
}

/** `( … )` from its opening parenthesis. */
function group(scan: Scan, read: ReadTerm): Filter | undefined {
  const open = scan.at;
  if (scan.depth === MOST_DEPTH) return fail(scan, `at most ${MOST_DEPTH} parentheses stand inside each other`, open, 1);
  scan.depth += 1;
  scan.at += 1;
  skipSpace(scan);
  if (scan.text[scan.at] === ')') return fail(scan, 'nothing stands between these parentheses; for the characters themselves, write "()"', open, scan.at + 1 - open);
  if (scan.at === scan.text.length) return fail(scan, 'this ( is never closed: expected terms and a )', open, 1);
  const inner = either(scan, read);
  if (inner === undefined) return undefined;
  if (scan.text[scan.at] !== ')') return fail(scan, 'this ( is never closed: expected a ) at the end', open, 1);
  scan.at += 1;
  scan.depth -= 1;
  return inner;
}

/** Length of the OR that stands here; 0 where none does. */
function orAt(scan: Scan): number {
  skipSpace(scan);
  if (scan.text[scan.at] === '|') return 1;
  return wordAt(scan, 'OR') ? 2 : 0;
}

function wordAt(scan: Scan, word: string): boolean {
  return bareAt(scan.text, scan.at) === word;
}

function endsHere(scan: Scan): boolean {
  skipSpace(scan);
  return scan.at >= scan.text.length || scan.text[scan.at] === ')' || orAt(scan) > 0;
}
