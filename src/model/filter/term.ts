// One term of the language: a word, or a field with an operator and a value.
import { nearest } from '../../lib/nearest.ts';
import { LEVELS, levelOfWord } from '../level.ts';
import type { Comparison, Filter } from './ast.ts';
import { negated } from './build.ts';
import { parseQuantity, UNIT_NAMES } from './quantity.ts';
import { bareAt, nameAt, operatorAt, quotedAt, type Operator } from './quoting.ts';
import { regexAt, regexProblem, tidyFlags } from './regex.ts';
import { fail, type Scan } from './scan.ts';

/** Reads `( … )` with the given reader for what stands inside. */
type ReadGroup = (scan: Scan, read: (scan: Scan) => Filter | undefined) => Filter | undefined;

interface Field {
  readonly name: string;
  /** A quoted name is a plain field, whatever it is called. */
  readonly quoted: boolean;
  readonly operator: Operator;
  readonly at: number;
}

export function term(scan: Scan, group: ReadGroup): Filter | undefined {
  const start = scan.at;
  const quoted = scan.text[start] === '"' ? quotedText(scan) : undefined;
  if (scan.problem !== undefined) return undefined;
  const name = quoted ?? nameAt(scan.text, start);
  const nameEnd = quoted === undefined ? start + name.length : scan.at;
  const operator = name === '' && quoted === undefined ? undefined : operatorAt(scan.text, nameEnd);
  if (operator !== undefined) {
    scan.at = nameEnd + operator.length;
    return fieldTerm(scan, { name, quoted: quoted !== undefined, operator, at: start }, group);
  }
  const text = quoted ?? bareText(scan);
  if (text === '') return fail(scan, 'expected a word to search for', start, scan.at - start);
  return text !== undefined && separated(scan) ? { op: 'text', text } : undefined;
}

function fieldTerm(scan: Scan, field: Field, group: ReadGroup): Filter | undefined {
  const { operator } = field;
  if (field.name === '') return fail(scan, 'expected a field name between these quotes', field.at, 2);
  if (operator === '~' || operator === '=~' || operator === '!~') return regexTerm(scan, field);
  if (scan.text[scan.at] !== '(') return valueTerm(scan, field);
  if (COMPARING.has(operator)) return fail(scan, `${operator} compares with one value: expected it instead of a (`, scan.at, 1);
  const inner = group(scan, (inside) => valueTerm(inside, { ...field, operator: ':' }));
  return inner === undefined || operator !== '!=' ? inner : negated(inner);
}

const COMPARING: ReadonlySet<Operator> = new Set<Operator>(['>', '>=', '<', '<=']);

function valueTerm(scan: Scan, field: Field): Filter | undefined {
  const start = scan.at;
  const value = scan.text[start] === '"' ? quotedText(scan) : bareText(scan);
  if (value === undefined) return undefined;
  const length = scan.at - start;
  if (length === 0) return fail(scan, `expected a value behind ${field.name}${field.operator}; to search for the text, put it in quotes`, field.at, start - field.at);
  if (!separated(scan)) return undefined;
  if (!field.quoted && field.name === 'level') return levelTerm(scan, field.operator, value, start, length);
  if (!field.quoted && field.name === 'has') return hasTerm(scan, field.operator, value, start, length);
  if (field.operator === '!=') return negated({ op: 'match', field: field.name, value });
  const compare = comparisonOf(field.operator);
  return compare === '=' ? { op: 'match', field: field.name, value } : numberTerm(scan, field, compare, value, start, length);
}

function comparisonOf(operator: Operator): Comparison {
  switch (operator) {
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return operator;
    default:
      return '=';
  }
}

function numberTerm(scan: Scan, field: Field, compare: Comparison, text: string, at: number, length: number): Filter | undefined {
  const quantity = parseQuantity(text);
  if (quantity !== undefined) return { op: 'number', field: field.name, compare, ...quantity };
  const hint = /^[+-]?[\d.]/u.test(text) ? `; units are ${UNIT_NAMES.join(' ')}` : ', such as 500, 200ms, 4KiB or 80%';
  return fail(scan, `${field.operator} compares numbers: expected a number with or without a unit${hint}`, at, length);
}

function levelTerm(scan: Scan, operator: Operator, word: string, at: number, length: number): Filter | undefined {
  const level = levelOfWord(word);
  if (level !== undefined) return { op: 'level', compare: comparisonOf(operator), level };
  const near = nearest(word, LEVELS);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return fail(scan, `this is no level: expected one of ${LEVELS.join(' ')}${meant}`, at, length);
}

function hasTerm(scan: Scan, operator: Operator, field: string, at: number, length: number): Filter | undefined {
  if (COMPARING.has(operator)) return fail(scan, 'has asks whether a field is there: expected has:field', at, length);
  if (field === '') return fail(scan, 'expected the name of a field behind has:', at, length);
  return operator === '!=' ? negated({ op: 'has', field }) : { op: 'has', field };
}

function regexTerm(scan: Scan, field: Field): Filter | undefined {
  const start = scan.at;
  if (scan.text[start] !== '/') return fail(scan, `expected /regex/ behind ${field.operator}`, start, bareAt(scan.text, start).length);
  const found = regexAt(scan.text, start);
  if (found === undefined) return fail(scan, 'this regex is never closed: expected a / at its end', start, scan.text.length - start);
  const flags = tidyFlags(found.flags);
  if (flags === undefined) return fail(scan, 'behind a regex only the flags i, m, s and u may stand, each once', found.flagsAt, found.flags.length);
  const bad = regexProblem(found.source, flags);
  if (bad !== undefined) return fail(scan, bad.message, start + 1 + bad.at, bad.length);
  scan.at = found.end;
  if (!separated(scan)) return undefined;
  const regex: Filter = { op: 'regex', field: field.name, source: found.source, flags };
  return field.operator === '!~' ? negated(regex) : regex;
}

function quotedText(scan: Scan): string | undefined {
  const found = quotedAt(scan.text, scan.at);
  if (found === undefined) return fail(scan, 'this quote is never closed: expected a " at the end of the text', scan.at, scan.text.length - scan.at);
  scan.at = found.end;
  return found.value;
}

function bareText(scan: Scan): string {
  const text = bareAt(scan.text, scan.at);
  scan.at += text.length;
  return text;
}

/** Terms stand apart: `connect(host)` or `a"b"` would silently become two terms. */
function separated(scan: Scan): boolean {
  if (scan.at >= scan.text.length || /[\s)|]/u.test(scan.text[scan.at] ?? '')) return true;
  fail(scan, 'expected a space here; a text with ( ) | or " in it needs quotes around it', scan.at, 1);
  return false;
}
