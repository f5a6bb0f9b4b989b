// A parsed RE2 pattern.

/** Says whether one code point fits. */
export type CharTest = (code: number) => boolean;

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export type RegexNode =
  | { readonly op: 'empty' }
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly op: 'choice'; readonly parts: readonly RegexNode[] }
  | { readonly op: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly op: 'group'; readonly part: RegexNode; readonly index: number };

export interface ParsedRegex {
  readonly node: RegexNode;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Group index by name. */
  readonly names: ReadonlyMap<string, number>;
}

/** Why a pattern is none; the message is RE2's own. */
export class RegexError extends Error {
  override readonly name = 'RegexError';
}
