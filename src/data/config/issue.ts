// What is wrong with one value of the configuration, in words a person would use.
import type { z } from 'zod';

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Whether the name of the field is wrong, rather than its value. */
  readonly of: 'value' | 'name';
}

/** Names that could have been meant at this place. */
export type Suggest = (path: readonly PropertyKey[], word: string) => string | undefined;

export function issueAt(path: readonly PropertyKey[], message: string): Issue {
  return { path, message, of: 'value' };
}

export interface Checked {
  /** What was checked. */
  readonly value: unknown;
  /** Where it stands in the file. */
  readonly base: readonly PropertyKey[];
  readonly suggest: Suggest;
}

/** zod's issues. A union is told by the member that fits best, unless its schema has words of its own. */
export function issuesOf(error: z.ZodError, checked: Checked): readonly Issue[] {
  return error.issues.flatMap((issue) => flatten(issue, [], checked));
}

function flatten(issue: z.core.$ZodIssue, around: readonly PropertyKey[], checked: Checked): readonly Issue[] {
  const inside = [...around, ...issue.path];
  const path = [...checked.base, ...inside];
  const { suggest } = checked;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownName([...path, key], key, suggest));
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const closest = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    if (closest.length > 0) return closest.flatMap((inner) => flatten(inner, inside, checked));
  }
  const missing = issue.code === 'invalid_type' && valueAt(checked.value, inside) === undefined;
  return [issueAt(path, missing ? `is missing: ${inWords(issue.message)}` : inWords(issue.message))];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const step of path) here = typeof here === 'object' && here !== null ? new Map(Object.entries(here)).get(String(step)) : undefined;
  return here;
}

/** How far into the value a member of a union came before something was wrong: the deeper, the more it was meant. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

function unknownName(path: readonly PropertyKey[], name: string, suggest: Suggest): Issue {
  const near = suggest(path.slice(0, -1), name);
  return { path, of: 'name', message: `there is no "${name}" here${near === undefined ? '' : `; did you mean "${near}"?`}` };
}

function inWords(message: string): string {
  const missing = /^Invalid input: expected (\w+), received undefined$/.exec(message);
  if (missing !== null) return `${article(missing[1] ?? '')} belongs here`;
  const wrong = /^Invalid input: expected (\w+), received (\w+)$/.exec(message);
  if (wrong !== null) return `${article(wrong[1] ?? '')} belongs here, not ${article(wrong[2] ?? '')}`;
  const option = /^Invalid option: expected one of (.+)$/.exec(message);
  if (option !== null) return `one of ${(option[1] ?? '').replaceAll('"', '').replaceAll('|', ', ')} belongs here`;
  return message.charAt(0).toLowerCase() + message.slice(1);
}

const ARTICLES: ReadonlyMap<string, string> = new Map([
  ['array', 'a list'], ['object', 'a group of fields'], ['record', 'a group of fields'], ['string', 'a text'], ['int', 'a whole number'],
  ['boolean', 'true or false'], ['null', 'nothing'],
]);

function article(type: string): string {
  return ARTICLES.get(type) ?? `a ${type}`;
}
