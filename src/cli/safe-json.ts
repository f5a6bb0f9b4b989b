// JSON that may be printed on a terminal: JSON itself leaves the second set of controls and everything invisible as it is, and some
// terminals obey it.

export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\p{Cf}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );
}
