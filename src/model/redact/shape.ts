// What a credential looks like apart from its name: random characters of several kinds. Words, hashes and ids do not.

/** Words that stand where a value would, and values that hide one already. */
const PLACEHOLDER = /^(?:true|false|null|nil|none|undefined|yes|no|ok|n\/a|empty|missing|required|optional|invalid|expired|unknown|denied|failed|granted|success|default|set|unset|changed|created|revoked|refreshed|[*x•.#_-]+|<[^>]*>|%[sdv]|[[({]?(?:secret|redacted|filtered|masked|hidden|protected|sensitive)[\])}]?)$/i;
/** The name of a variable that holds the value elsewhere. */
const REFERENCE = /^(?:\$\{?[A-Z_][A-Z0-9_]*\}?|\$\(.*\)|\{\{.*\}\})$/;

/** Words that go on with a sentence after a colon. */
const PROSE = /^(?:not|is|are|was|were|must|should|cannot|could|does|did|wrong|incorrect|bad|too|the|an?|no|please|for|from|with|unexpected|failures?|errors?|found|has|have|will|may|only|of|in|on|and|or|to|by|at|it|this|that|you|your)$/i;

export function isProse(word: string): boolean {
  return PROSE.test(word);
}

export function isPlaceholder(value: string): boolean {
  return value.length <= 64 && (PLACEHOLDER.test(value) || REFERENCE.test(value));
}

/** Capitals, small letters and digits together: no word, no hexadecimal number, no uuid. */
export function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
}

/** Bits of a character, by how often each occurs in the value itself. */
export function entropy(value: string): number {
  const times = new Map<string, number>();
  for (const character of value) times.set(character, (times.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of times.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Whether it could be a token rather than a word: has a digit or capitals inside, or is longer than words are. */
export function isTokenLike(value: string): boolean {
  return /\d/.test(value) || /[a-z][A-Z]/.test(value) || value.length >= 32;
}
