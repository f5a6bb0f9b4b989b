/**
 * How well the letters of `query` stand in `text` in their order, in any case: 0 where they do not, more where they start words or
 * stand together. An empty query fits everything alike.
 */
export function fuzzyScore(query: string, text: string): number {
  const wanted = query.toLowerCase().replace(/\s+/gu, '');
  const given = text.toLowerCase();
  let score = 1;
  let from = 0;
  for (const letter of wanted) {
    const at = given.indexOf(letter, from);
    if (at < 0) return 0;
    const startsWord = at === 0 || given[at - 1] === ' ';
    score += 1 + (startsWord ? 4 : 0) + (at === from && from > 0 ? 3 : 0);
    from = at + 1;
  }
  return score / (1 + given.length / 200);
}
