// Redaction: what must not leave is replaced by a mark wherever text goes out, in a saved file, a report, a copy. Redacting what was
// redacted changes nothing, and no input makes it throw.
import { invariant } from '../../lib/invariant.ts';
import { isSecretValue } from './assignments.ts';
import { isMark, markMaker, splitAtMarks } from './mark.ts';
import { kindOfName, type NameKind } from './names.ts';
import { ownRule, ownRuleProblem, type OwnRule } from './own-rules.ts';
import { mayHold, mayHoldAddress } from './prefilter.ts';
import { isCard, namesNoCard } from './personal.ts';
import { builtInRules } from './rules.ts';
import type { Found, Rule } from './rule.ts';

export interface RedactOptions {
  /** Secret of the pseudonyms; equal keys give equal marks. */
  readonly key: Buffer;
  /** Checked with ownRuleProblem. */
  readonly rules?: readonly OwnRule[];
  /** Addresses of machines go too. */
  readonly ips?: boolean;
}

export interface Redactor {
  text(value: string): string;
  /** A JSON value: names of fields tell of credentials besides what the texts hold. `name` is that of the value itself. */
  fields(value: unknown, name?: string): unknown;
  /** The JSON text of one row; the same text where nothing is to be redacted. */
  json(line: string): string;
  /** Places redacted, by the name of the rule. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Each rule cuts a text once, and cuts make few new matches. */
const MOST_CUTS = 64;
/** Values nested deeper are no attributes of anything; they go whole. */
const MOST_DEPTH = 100;
/** Columns of our own that name rows and time; as long as they look like it, they stay. */
const OWN_IDS = new Set(['traceId', 'spanId', 'parentId', 'rowId', 'trace_id', 'span_id', 'seq', 'at', 'k']);
const ID = /^[\da-f-]{1,64}$/i;
const NUMBER = /^\d{13,19}$/;

export function makeRedactor({ key, rules = [], ips = false }: RedactOptions): Redactor {
  invariant(rules.every((rule) => ownRuleProblem(rule) === undefined), 'a rule of redaction was not checked');
  const active: readonly Rule[] = [...rules.map(ownRule), ...builtInRules(ips)];
  const numbers = active.filter(({ name }) => name !== 'card');
  const mayMatch = rules.length > 0 ? () => true : ips ? (text: string) => mayHold(text) || mayHoldAddress(text) : mayHold;
  const counts = new Map<string, number>();
  const markOf = markMaker(key);

  const mark = (rule: string, value: string): string => {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
    // A card is the same with blanks and without.
    return markOf(rule, rule === 'card' ? value.replaceAll(/[ -]/g, '') : value);
  };

  // The first rule that finds something cuts the text; what is left between the marks is looked at as a text of its own, just as it
  // would be the next time. So a second time changes nothing.
  const clean = (text: string, cuts: number, looked = active): string => {
    if (cuts > MOST_CUTS || !mayMatch(text)) return text;
    for (const { name, find } of looked) {
      const found = find(text);
      if (found.length > 0) return replaced(text, found, name, cuts);
    }
    return text;
  };

  const replaced = (text: string, found: readonly Found[], rule: string, cuts: number): string => {
    let result = '';
    let end = 0;
    for (const { from, to } of found) {
      result += clean(text.slice(end, from), cuts + 1) + mark(rule, text.slice(from, to));
      end = to;
    }
    return result + clean(text.slice(end), cuts + 1);
  };

  const text = (value: string): string => splitAtMarks(value).map((part, place) => (place % 2 === 0 ? clean(part, 0) : part)).join('');

  const named = (value: string, kind: NameKind): string => {
    if (splitAtMarks(value).length > 1 || !isSecretValue(kind, value)) return text(value);
    const [, scheme = '', rest = ''] = (kind === 'authorization' && /^((?:bearer|basic)\s+)(\S+)$/i.exec(value)) || [];
    if (rest !== '') return scheme + mark(scheme.trim().toLowerCase(), rest);
    return mark(kind === 'cookie' || kind === 'authorization' ? kind : 'credential', value);
  };

  const leaf = (value: string | number, name: string, kind: NameKind | undefined): string | number => {
    if (typeof value === 'number') {
      if (kind === 'hard') return mark('credential', String(value));
      return isCard(String(value), '') && /card|\bpan\b|\bcc\b/i.test(name) ? mark('card', String(value)) : value;
    }
    if (OWN_IDS.has(name) && ID.test(value)) return value;
    // `correlation_id` with sixteen digits is no card, as a field no more than in a text.
    if (kind === undefined && NUMBER.test(value) && namesNoCard(name)) return clean(value, 0, numbers);
    return kind === undefined ? text(value) : named(value, kind);
  };

  const walk = (value: unknown, name: string, outer: NameKind | undefined, depth: number): unknown => {
    const kind = kindOfName(name) ?? outer;
    if (typeof value === 'string' || (typeof value === 'number' && depth > 1)) return leaf(value, name, kind);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MOST_DEPTH) return mark('nested', name);
    if (Array.isArray(value)) return value.map((item: unknown, place) => walk(item, name, place === 1 && value.length === 2 ? (kindOfPair(value[0]) ?? kind) : kind, depth + 1));
    const told = kindOfPair('key' in value ? value.key : 'name' in value ? value.name : undefined);
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [text(field), walk(item, field, /^(?:\w*value)$/i.test(field) ? (told ?? kind) : kind, depth + 1)]));
  };

  return {
    counts,
    text,
    fields: (value, name = '') => walk(value, name, undefined, 1),
    json: (line) => {
      if (!mayMatch(line)) return line;
      const parsed = parse(line);
      return parsed === undefined ? text(line) : JSON.stringify(walk(parsed.value, '', undefined, 0));
    },
  };
}

/** A field that stands beside its name: `{"key": "password", "value": …}`, `["Cookie", …]`. */
function kindOfPair(name: unknown): NameKind | undefined {
  return typeof name === 'string' && !isMark(name) ? kindOfName(name) : undefined;
}

function parse(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
