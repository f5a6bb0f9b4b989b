// Matchers of labels as Alertmanager understands them: four operators, regular expressions anchored at both ends.

export interface LabelMatcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  /** False for `!=` and `!~`. */
  readonly isEqual: boolean;
}

const MATCHER = /^\s*([\p{L}_:][\p{L}\p{N}_:.-]*|"(?:[^"\\]|\\.)+")\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^"{},]*)\s*$/u;

/** One matcher as it stands in `filter=`; undefined where it is none. */
export function parseMatcher(text: string): LabelMatcher | undefined {
  const [, name, operator, value] = MATCHER.exec(text) ?? [];
  if (name === undefined || operator === undefined || value === undefined) return undefined;
  const matcher = { name: unquoted(name), value: unquoted(value.trim()), isRegex: operator.endsWith('~'), isEqual: !operator.startsWith('!') };
  return isSound(matcher) ? matcher : undefined;
}

/** False where its regular expression cannot be read. */
export function isSound({ isRegex, value }: LabelMatcher): boolean {
  return !isRegex || anchored(value) !== undefined;
}

export function matchesAll(matchers: readonly LabelMatcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every((matcher) => matches(matcher, labels[matcher.name] ?? ''));
}

/** `value` is that of the label, empty where it is absent. */
export function matches({ value: wanted, isRegex, isEqual }: LabelMatcher, value: string): boolean {
  return (isRegex ? (anchored(wanted)?.test(value) ?? false) : wanted === value) === isEqual;
}

function anchored(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return undefined;
  }
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/gs, (_, letter: string) => (letter === 'n' ? '\n' : letter)) : text;
}
