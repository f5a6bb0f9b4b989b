// Rules of the operator's own: a name and a regex. A regex that could take for ever is refused when it is read, and long texts are
// searched in windows, so that what one costs grows with the text alone.
import { regexProblem } from '../filter/regex.ts';
import { regexCost } from '../filter/regex-cost.ts';
import type { Found, Rule } from './rule.ts';

export interface OwnRule {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Regex of JavaScript; all that it matches is redacted. */
  readonly pattern: string;
}

const NAME = /^[a-z\d](?:[a-z\d-]{0,38}[a-z\d])?$/;
/** What several open repeats cost grows with a power of the text. */
const MOST_LOOPS = 2;
const WINDOW = 768;
/** Matches up to this length are found whole wherever they stand. */
const OVERLAP = 256;

/** Why this rule cannot be used, in words; undefined where it can. */
export function ownRuleProblem({ name, pattern }: OwnRule): string | undefined {
  if (!NAME.test(name)) return 'a name has 1 to 40 small letters, digits and hyphens, with no hyphen at its ends';
  const problem = regexProblem(pattern, '');
  if (problem !== undefined) return problem.message;
  const cost = regexCost(pattern);
  if ('loops' in cost && cost.loops > MOST_LOOPS) return `this regex has more than ${MOST_LOOPS} open repeats (* or +): write how often at most, such as {1,20}`;
  return new RegExp(pattern).test('') ? 'this regex matches where nothing is: let it ask for one character at least' : undefined;
}

export function ownRule({ name, pattern }: OwnRule): Rule {
  return { name, what: 'a rule of your own', find: (text) => findIn(text, new RegExp(pattern, 'g')) };
}

function findIn(text: string, regex: RegExp): readonly Found[] {
  const found: Found[] = [];
  for (let start = 0; start < text.length; ) {
    const window = text.slice(start, start + WINDOW + OVERLAP);
    const isLast = start + window.length >= text.length;
    let next = isLast ? text.length : start + WINDOW;
    for (const match of window.matchAll(regex)) {
      if (match[0] === '' || (!isLast && match.index >= WINDOW)) continue;
      const to = start + match.index + match[0].length;
      found.push({ from: start + match.index, to });
      next = Math.max(next, to);
    }
    start = next;
  }
  return found;
}
