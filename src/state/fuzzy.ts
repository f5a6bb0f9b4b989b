/**
 * How well the letters of `query` stand in `text` in their order, in any case: 0 where they do not, more where they start words or
 * stand together. Of all the ways to find them the best one counts. An empty query fits everything alike.
 */
export function fuzzyScore(query: string, text: string): number {
  const wanted = query.toLowerCase().replace(/\s+/gu, '');
  const given = text.toLowerCase();
  // Per place in the text: the best score of the letters so far with the newest of them there; 0 where that cannot be.
  let scores: number[] | undefined;
  for (const letter of wanted) scores = withLetter(letter, given, scores);
  const best = scores === undefined ? 1 : Math.max(0, ...scores);
  return best / (1 + given.length / 200);
}

function withLetter(letter: string, given: string, before: readonly number[] | undefined): number[] {
  const scores: number[] = [];
  let reached = before === undefined ? 1 : 0;
  for (let at = 0; at < given.length; at += 1) {
    const beside = before?.[at - 1] ?? 0;
    reached = Math.max(reached, beside);
    const start = Math.max(reached, beside > 0 ? beside + TOGETHER : 0);
    scores.push(given[at] === letter && start > 0 ? start + 1 + (at === 0 || given[at - 1] === ' ' ? STARTS_WORD : 0) : 0);
  }
  return scores;
}

const STARTS_WORD = 4;
const TOGETHER = 5;
