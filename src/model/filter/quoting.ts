// The spelling of words: quotes, escapes, names, and what may stand without quotes. quote and unquote are inverse for every string.

const NAMED: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };
const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(NAMED).map(([name, character]) => [character, name]));
const ESCAPE = /\\(?:(["\\nrt])|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/gu;
/** What hides or breaks a line is written as an escape, so that a printed filter shows everything it looks for. */
const INVISIBLE = /[\p{C}\p{Z}]/u;

/** The text between two quotes, escapes undone. A backslash that starts no escape stands for itself. */
function unquote(inner: string): string {
  return inner.replace(ESCAPE, (whole, name: string | undefined, four: string | undefined, braced: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = Number.parseInt(four ?? braced ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function quote(text: string): string {
  let inner = '';
  for (const character of text) {
    const name = NAMES.get(character);
    if (name !== undefined) inner += `\\${name}`;
    else if (character !== ' ' && INVISIBLE.test(character)) inner += `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    else inner += character;
  }
  return `"${inner}"`;
}

/** A quoted text from its opening quote; undefined where the closing one is missing. */
export function quotedAt(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return { value: unquote(text.slice(at + 1, index)), end: index + 1 };
  }
  return undefined;
}

const BARE = /[^\s()|"]*/uy;
const NAME = /[\p{L}_@][\p{L}\p{N}_.-]*/uy;
const OPERATOR = /!=|!~|==|=~|>=|<=|[:=~<>]/uy;

const OPERATORS = [':', '=', '==', '!=', '>', '>=', '<', '<=', '~', '=~', '!~'] as const;
export type Operator = (typeof OPERATORS)[number];

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The longest run from `at` that needs no quotes; empty where there is none. */
export function bareAt(text: string, at: number): string {
  return matchAt(BARE, text, at);
}

export function nameAt(text: string, at: number): string {
  return matchAt(NAME, text, at);
}

export function operatorAt(text: string, at: number): Operator | undefined {
  const found = matchAt(OPERATOR, text, at);
  // A word such as http://host is text: no field has a value that starts with two slashes.
  if (found === ':' && text.startsWith('//', at + 1)) return undefined;
  return OPERATORS.find((operator) => operator === found);
}

const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

/** A search word as the language writes it: bare where that reads back as the same word. */
export function printText(text: string): string {
  const bare = isBare(text) && !text.startsWith('-') && !KEYWORDS.has(text) && operatorAt(text, nameAt(text, 0).length || text.length) === undefined;
  return bare ? text : quote(text);
}

/** A value behind `field:`. */
export function printValue(value: string): string {
  return isBare(value) && !value.startsWith('//') ? value : quote(value);
}

/** A field name; `reserved` names mean something else when bare, so they are quoted where they are plain fields. */
export function printName(name: string, reserved: ReadonlySet<string>): string {
  return nameAt(name, 0) === name && name !== '' && !reserved.has(name) ? name : quote(name);
}

function isBare(text: string): boolean {
  return text !== '' && bareAt(text, 0) === text && !INVISIBLE.test(text);
}
