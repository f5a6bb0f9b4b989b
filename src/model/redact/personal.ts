// What belongs to people: e-mail addresses, payment cards, and addresses of machines where that is asked for.
import type { Found, Rule } from './rule.ts';
import { matching } from './rule.ts';

const LOCAL = /[A-Za-z0-9._%+-]/;
const DOMAIN = /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}([A-Za-z]{2,24})(?![A-Za-z0-9-]|\.[A-Za-z0-9])/y;
/** Ends of names that hold an at sign and are no address: units of systemd, files in stacks of calls. */
const NO_DOMAIN = /^(?:service|socket|mount|timer|target|slice|scope|device|path|js|mjs|cjs|jsx|ts|mts|tsx|html|json|css|vue)$/i;

function emails(text: string): readonly Found[] {
  const found: Found[] = [];
  let end = 0;
  for (const match of text.matchAll(/@|%40/g)) {
    let from = match.index;
    while (from > end && match.index - from < 64 && LOCAL.test(text[from - 1] ?? '')) from -= 1;
    while (from < match.index && /[.%+-]/.test(text[from] ?? '')) from += 1;
    DOMAIN.lastIndex = match.index + match[0].length;
    const [domain, top = ''] = DOMAIN.exec(text) ?? [];
    if (domain === undefined || from === match.index || NO_DOMAIN.test(top)) continue;
    end = DOMAIN.lastIndex;
    found.push({ from, to: end });
  }
  return found;
}

const IN_GROUPS = /(?<![\w.-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)/g;
const IN_ONE = /(?<!\d)\d{13,19}(?!\d)/g;
const BRAND = /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|62\d{14,17})$/;
/** Words that make a number a card, and those that make it something else. */
const CARD_WORD = /(?:card|(?<![a-z])pan|visa|master|amex|credit|debit|payment|\bcc)[\w"'\\ ./#:=-]{0,12}$/i;
const OTHER_WORD = /(?:id|seq|offset|nonce|block|number|no|count|bytes|size|time|at|ts|ns|us|ms|since|until|start|end|hash|version|order|serial|port|value|total|sum)["'\\ ]{0,3}[:=#]?["'\\ ]{0,3}$/i;

const OTHER_NAME = /(?:^|[_.-])(?:id|seq|offset|nonce|hash|at|ts|ns|us|ms)$|[a-z](?:Id|Seq|Hash)$/;

/** Whether a field of this name holds an id or a time, so that its digits are no card. */
export function namesNoCard(name: string): boolean {
  return OTHER_NAME.test(name) && !/card|(?<![a-z])pan(?![a-z])|visa|master|amex|credit|debit|payment|account/i.test(name);
}

/** Whether the last digit checks (Luhn). */
function checks(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const twice = index % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** A card's number written in one piece, given what stands before it. */
export function isCard(digits: string, before: string): boolean {
  if (!BRAND.test(digits) || !checks(digits)) return false;
  return CARD_WORD.test(before) || !(/[\w#/.-]$/.test(before) || OTHER_WORD.test(before));
}

function cards(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const pattern of [IN_GROUPS, IN_ONE]) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [written] = match;
      const digits = written.replaceAll(/[ -]/g, '');
      const before = text.slice(Math.max(0, match.index - 24), match.index);
      const after = text[match.index + written.length] ?? '';
      const isOne = pattern === IN_GROUPS ? BRAND.test(digits) && checks(digits) : isCard(digits, before) && !/[\w-]/.test(after);
      if (isOne) found.push({ from: match.index, to: match.index + written.length });
      // The first group may be a year or a count.
      else if (pattern === IN_GROUPS) pattern.lastIndex = match.index + 4;
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const IPV4 = new RegExp(String.raw`()((?<![\w.])(?:${OCTET}\.){3}${OCTET}(?![\w]|\.\d))`, 'g');
const IPV6 = /()((?<![\w:.])[\dA-Fa-f:]{2,39}(?:(?:\d{1,3}\.){3}\d{1,3})?(?![\w:]))/g;

export const EMAIL: Rule = { name: 'email', what: 'e-mail addresses', find: emails };
export const CARD: Rule = { name: 'card', what: 'numbers of payment cards whose check digit holds, with blanks or hyphens or in one piece', find: cards };
export const IP_RULES: readonly Rule[] = [
  { name: 'ipv4', what: 'IPv4 addresses, where asked for', find: matching(IPV4) },
  { name: 'ipv6', what: 'IPv6 addresses, where asked for', find: matching(IPV6, (value) => value.split(':').length > 2 && /[\dA-Fa-f]/.test(value) && URL.canParse(`http://[${value}]/`)) },
];
