// One look at a text, raw or as JSON, that says whether any built-in rule could find something in it. It may say yes for nothing, never
// no where a rule would match: a rule whose texts it lets pass without a look does not work.
import { TELLING, TELLING_HARD } from './names.ts';
import { scanner } from './scan.ts';

const GAP = String.raw`["'\\\]\stnr]{0,24}`;

/** Words of three or four characters, one of which every text has that the pattern beside them fits; runs are seen without a word. */
const SIGNS: readonly (readonly [words: string, pattern: string])[] = [
  // A telling name, and what joins it to a value: in text, as a key of JSON, as a value of JSON that names what stands next to it.
  ['pass|pwd|pw=|pw%|secr|toke|key|cred|_aut|sess', String.raw`${TELLING}${GAP}[:=>%,]${GAP}[^"'\\\s]`],
  ['pass|pwd|secr|key', String.raw`${TELLING_HARD}(?=${GAP}["'\x60])["'\\\]]{0,24}[ \t\\]`],
  ['pass|pwd|pw=|pw%|secr|toke|key|cred|_aut|sess', String.raw`${TELLING}(?<=-[\w-]{1,60})${GAP}[\s\\"']`],
  ['key|toke|secr|pass|cred|sign', String.raw`(?:key|token|secret|passw(?:or)?d|credentials?|signature)\b[^\n]{0,40}[\w+/-]{20}`],
  ['bear|basi|riza|-aut|_aut|cook', String.raw`bearer[^]{5}|basic[\s\\%+][^]{4}|authorization[^]{4}|x-auth[^]{4}|cookie[^]{4}`],
  ['.-u=|-use|iden', String.raw`-u(?:ser)?[\s=\\]|identified[\s\\tnr]{1,16}by`], ['pass', 'pass(?:word|wd|phrase|code) (?:is|was) '],
  ['sess', 'sess(?:ion)?id'], ['.sid', String.raw`connect\.sid`], ['%40', '@|%40'],
  ['eyj', 'eyJ'], ['akia|asia|abia|acca', 'A(?:KIA|SIA|BIA|CCA)[A-Z0-9]'], ['aws', String.raw`\baws\b`], ['aiza|ya29|gocs', String.raw`AIza|ya29\.|GOCSPX-`],
  ['sig', String.raw`[&?;\s\\nrt]sig(?:nature)?=`], ['8q~', '8Q~'], ['ghp_|gho_|ghu_|ghs_|ghr_|gith', 'gh[pousr]_|github_pat_'],
  ['pat-|ldt-|lrt-|cbt-|ptt-|lft-|imt-|ent-|oas-|oat-|fct-', 'gl[a-z]{2,5}-'], ['xox|xapp|slac', String.raw`xox[a-z]|xapp-|hooks\.slack`],
  ['k_li|k_te|whse|sk-|npm_|pypi|sg.|hf_|_v1_|hvs.|hvb.|age-', String.raw`[sr]k_(?:live|test)|whsec_|sk-|npm_|pypi-|SG\.|hf_|do[opr]_v1_|hv[sb]\.|AGE-SECRET`],
  ['priv', 'PRIVATE KEY'],
  ['', String.raw`(?<![\w+/])[A-Za-z0-9+/]{64}(?![\w+/])`],
  ['', String.raw`(?<!\d|\d\.|\d[a-f])[2-6]\d{3}(?:\d{9}|[ -]\d{4}[ -]\d{4}[ -]\d{4}|[ -]\d{6}[ -]\d{4})`],
  // A letter written as an escape, which no encoder of ours does.
  ['u00', String.raw`\\u00[2-7]`],
];

const hasSign = scanner(SIGNS.flatMap(([words]) => words.split('|')).filter((word) => word !== ''));
const MAY_HOLD = new RegExp(SIGNS.map(([, pattern]) => pattern).join('|'), 'i');

export function mayHold(text: string): boolean {
  return hasSign(text) && MAY_HOLD.test(text);
}

const ADDRESS = /\d\.\d|[\dA-Fa-f]:[\dA-Fa-f:]|::/;

/** The same for addresses of machines. */
export function mayHoldAddress(text: string): boolean {
  return ADDRESS.test(text);
}
