// RE2 patterns as Prometheus uses them: anchored at both ends, `.` matches everything, time linear in the text.
import { matchWhole } from './match.ts';
import { RegexError } from './node.ts';
import { parseRegex } from './parse.ts';
import { compileProgram, type Instruction } from './program.ts';

/** Longest pattern taken, in UTF-16 units. */
export const MOST_PATTERN = 4_096;

export interface Regex {
  /** True when the pattern covers the whole text. */
  matches(text: string): boolean;
  /** The text of every group, the whole match first, undefined for a group without part in it; undefined without a match. */
  captures(text: string): Captures | undefined;
}

export interface Captures {
  readonly groups: readonly (string | undefined)[];
  readonly names: ReadonlyMap<string, number>;
}

export type CompiledRegex = { readonly ok: true; readonly regex: Regex } | { readonly ok: false; readonly message: string };

export function compileRegex(source: string): CompiledRegex {
  if (source.length > MOST_PATTERN) return { ok: false, message: `pattern is longer than ${MOST_PATTERN} characters` };
  try {
    return { ok: true, regex: build(source) };
  } catch (error) {
    if (error instanceof RegexError) return { ok: false, message: error.message };
    throw error;
  }
}

function build(source: string): Regex {
  const parsed = parseRegex(source);
  const plain = compileProgram(parsed, false);
  let capturing: readonly Instruction[] | undefined;
  return {
    matches: (text) => matchWhole(plain, codesOf(text), 0) !== undefined,
    captures: (text) => {
      const codes = codesOf(text);
      const slots = matchWhole((capturing ??= compileProgram(parsed, true)), codes, parsed.groups);
      if (slots === undefined) return undefined;
      const groups = Array.from({ length: parsed.groups + 1 }, (_, index) => {
        const [from = -1, to = -1] = index === 0 ? [0, codes.length] : slots.slice(index * 2, index * 2 + 2);
        return from < 0 || to < 0 ? undefined : codes.slice(from, to).map((code) => String.fromCodePoint(code)).join('');
      });
      return { groups, names: parsed.names };
    },
  };
}

function codesOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
