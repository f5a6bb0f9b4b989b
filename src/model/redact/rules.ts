// THE list of built-in rules, in the order in which they look at a text: what is wider or says more comes first.
import { CREDENTIAL, RANDOM_AFTER_WORD } from './assignments.ts';
import { COOKIE_RULE, HEADER_RULES, URL_PASSWORD } from './headers.ts';
import { CARD, EMAIL, IP_RULES } from './personal.ts';
import { PRIVATE_KEY } from './private-key.ts';
import type { Rule } from './rule.ts';
import { TOKEN_RULES } from './tokens.ts';

const ALWAYS: readonly Rule[] = [PRIVATE_KEY, COOKIE_RULE, ...HEADER_RULES, URL_PASSWORD, ...TOKEN_RULES, CREDENTIAL, RANDOM_AFTER_WORD, EMAIL, CARD];

export function builtInRules(ips: boolean): readonly Rule[] {
  return ips ? [...ALWAYS, ...IP_RULES] : ALWAYS;
}
