// Label matchers as predicates. The same few label values come by again and again, so every pattern remembers its answers.
import type { Matcher } from './ast.ts';
import { labelOf, type Labels } from './labels.ts';
import { compileRegex } from './re2/regex.ts';

type ValueTest = (value: string) => boolean;

/** Answers remembered by one pattern before it forgets them all. */
const MOST_REMEMBERED = 10_000;

const compiled = new WeakMap<Matcher, ValueTest>();

/** True when the labels meet every matcher. A pattern that is no RE2 matches nothing; the parser has refused it before. */
export function meets(labels: Labels, matchers: readonly Matcher[]): boolean {
  return matchers.every((matcher) => testOf(matcher)(labelOf(labels, matcher.name)));
}

/** The test on the label's value; made once for each matcher. */
export function testOf(matcher: Matcher): ValueTest {
  const known = compiled.get(matcher);
  if (known !== undefined) return known;
  const test = build(matcher);
  compiled.set(matcher, test);
  return test;
}

function build({ op, value }: Matcher): ValueTest {
  if (op === '=') return (actual) => actual === value;
  if (op === '!=') return (actual) => actual !== value;
  const pattern = compileRegex(value);
  if (!pattern.ok) return () => false;
  const matches = remembered((actual) => pattern.regex.matches(actual));
  return op === '=~' ? matches : (actual) => !matches(actual);
}

function remembered(test: ValueTest): ValueTest {
  const answers = new Map<string, boolean>();
  return (value) => {
    const known = answers.get(value);
    if (known !== undefined) return known;
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    const answer = test(value);
    answers.set(value, answer);
    return answer;
  };
}
