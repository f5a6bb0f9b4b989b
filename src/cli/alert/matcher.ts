// A matcher as people and Alertmanager write it: `severity=warning`, `job!="db"`, `node=~"brick-.*"`, `team!~a|b`.
import type { Matcher } from '../../model/alert.ts';
import { ObsError } from '../../model/errors.ts';

const MATCHER = /^\s*("(?:[^"\\]|\\.)+"|[^\s"=!~{},]+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;

/** Throws USAGE. */
export function parseMatcher(text: string): Matcher {
  const [, name, operator, value] = MATCHER.exec(text) ?? [];
  const [label, wanted] = [unquoted(name), unquoted(value)];
  if (label === undefined || label === '' || wanted === undefined || operator === undefined) {
    throw new ObsError('USAGE', `--matcher: "${text}" is not a matcher such as severity=warning, job!=db or node=~"brick-.*"`);
  }
  return { name: label, value: wanted, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') };
}

/** Undefined for quotes that do not close. */
function unquoted(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('"')) return text;
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text)) return undefined;
  return text.slice(1, -1).replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}
