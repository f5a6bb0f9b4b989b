// What a redaction rule is: a name, words for the documentation, and a finder of the places that must not leave. A finder takes time
// linear in the text, whatever the text is: every repeat is bounded, or begins where the one before it ended.

/** A place in a text: the first character that must go, and the one after the last. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

export interface Rule {
  /** Lower-case words joined by hyphens; stands in the mark that replaces a value. */
  readonly name: string;
  /** What is redacted, for people. */
  readonly what: string;
  /** Places in order, none overlapping another. */
  readonly find: (text: string) => readonly Found[];
}

/** What comes before a match and the value that was found there. */
export type Accept = (value: string, kept: string, before: string) => boolean;

/** Characters in front of a match that a decision may look at. */
const CONTEXT = 40;

/**
 * A finder from a global regex with two groups: what is kept in front of the value, and the value. `accept` has the last word.
 */
export function matching(pattern: RegExp, accept: Accept = () => true): Rule['find'] {
  return (text) => {
    const found: Found[] = [];
    for (const match of text.matchAll(pattern)) {
      const [, kept = '', value = ''] = match;
      const from = match.index + kept.length;
      if (value !== '' && accept(value, kept, text.slice(Math.max(0, match.index - CONTEXT), match.index))) found.push({ from, to: from + value.length });
    }
    return found;
  };
}

/** Several finders as one: what an earlier one found, a later one does not find again. */
export function anyOf(...finders: readonly Rule['find'][]): Rule['find'] {
  return (text) => {
    const all = finders.flatMap((find) => find(text)).toSorted((a, b) => a.from - b.from || b.to - a.to);
    let end = 0;
    return all.filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
  };
}

/** Start of a token: after no letter, digit or joint, or after an escape of a URL. As text, to be put before the value's group. */
export const START = String.raw`(?:(?<![\w-])|(?<=%[\dA-Fa-f]{2}))()`;
