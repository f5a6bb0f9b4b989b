// Values that a telling name stands before: password=…, "api_key": "…", --token …, ?access_token=…, and random characters that follow
// such a word in running text.
import { kindOfName, shortestOf, TELLING, type NameKind } from './names.ts';
import { readValue, type ReadValue } from './value.ts';
import { entropy, isMixed, isPlaceholder, isProse, isTokenLike } from './shape.ts';
import { anyOf, matching, type Found, type Rule } from './rule.ts';

const NAMED = new RegExp(String.raw`(${TELLING})["'\\\]]{0,4}(?:[ \t]{0,3}(=>|:=|==?|:(?!\/\/)|%3[Dd]|%3[Aa]|>)[ \t]{0,3}|[ \t]{1,3})`, 'gi');
const IDENTIFIED_BY = /(identified\s{1,8}by\s{1,8}["'])([^"'\n]{1,256})/gi;
const IS = /(pass(?:word|wd|phrase|code) (?:is|was) ["']?)([^\s"',;]{5,64})/gi;
const FLAG = /(?:^|\s)--?[\w-]{0,32}$/;

export const CREDENTIAL: Rule = {
  name: 'credential',
  what: 'values of fields, assignments, parameters and flags named password, secret, token, api_key, access_key, session_id and the like',
  find: anyOf(named, matching(IDENTIFIED_BY), matching(IS, isTokenLike)),
};

function named(text: string): readonly Found[] {
  const found: Found[] = [];
  let end = 0;
  for (const match of text.matchAll(NAMED)) {
    const at = match.index + match[0].length;
    const [, name = '', sign] = match;
    if (at < end) continue;
    const value = readValue(text, at);
    const kind = kindOfName(name);
    if (value === undefined || kind === undefined || !isCredential(text, value, { kind, name, sign, index: match.index, spaced: /[ \t]$/.test(match[0]) })) continue;
    found.push({ from: value.from, to: value.to });
    end = value.to;
  }
  return found;
}

interface Naming {
  readonly kind: NameKind;
  readonly name: string;
  /** What joins name and value; undefined where only blanks do. */
  readonly sign: string | undefined;
  readonly index: number;
  readonly spaced: boolean;
}

function isCredential(text: string, value: ReadValue, { kind, name, sign, index, spaced }: Naming): boolean {
  const shown = text.slice(value.from, value.to);
  if (!isSecretValue(kind, shown)) return false;
  if (/^pwd$/i.test(name) && /^[/~.]/.test(shown)) return false;
  if (sign === undefined) return FLAG.test(text.slice(Math.max(0, index - 36), index)) ? !shown.startsWith('-') : value.quoted && kind === 'hard';
  if (sign !== ':' || !spaced || value.quoted) return true;
  // What follows a colon and a blank may be the rest of a sentence.
  const goesOn = kind === 'hard' ? isProse(shown) : /^[A-Za-z]+$/.test(shown);
  return !(goesOn && /^ [A-Za-z(]/.test(text.slice(value.to, value.to + 2)));
}

/** Whether a value under a name of this kind is worth hiding. */
export function isSecretValue(kind: NameKind, value: string): boolean {
  if (value.length < shortestOf(kind) || !/[^\s"'`\\]/.test(value) || isPlaceholder(value)) return false;
  return kind === 'hard' || !/^[\d.,%-]+$/.test(value);
}

const RANDOM = /()((?<![\w+/.-])[A-Za-z0-9+/_-]{20,}={0,2})/g;
const TOLD = /(?:key|token|secret|passw(?:or)?d|credentials?|signature)\b[^\n]{0,16}$/i;

export const RANDOM_AFTER_WORD: Rule = {
  name: 'random',
  what: 'twenty and more random characters after words such as key, token, secret, signature',
  find: matching(RANDOM, (value, _kept, before) => value.length <= 512 && TOLD.test(before) && isMixed(value) && entropy(value) > 3.6 && !isWords(value)),
};

/** Paths and names joined by hyphens hold capitals and digits too. */
function isWords(value: string): boolean {
  return value.split(/[/_-]/).filter((part) => /^(?:[A-Z]?[a-z]{2,}|\d{1,4})$/.test(part)).length > 2;
}
