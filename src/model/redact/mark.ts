// The mark that stands for a redacted value. Equal values have equal marks under one key, so that rows can still be put together by them;
// without the key nobody can try out what a mark stands for.
import { createHmac, createSecretKey } from 'node:crypto';

const MARK = /(\[REDACTED:[a-z\d-]{1,40}:[\da-f]{8}\])/;
const WHOLE = new RegExp(`^${MARK.source}$`);

/** Values whose pseudonyms are kept at hand: the same few recur in row after row. */
const MOST_KEPT = 4_096;
const MOST_KEPT_LENGTH = 128;

/** Makes the marks of one key. */
export function markMaker(key: Buffer): (rule: string, value: string) => string {
  const secret = createSecretKey(key);
  const kept = new Map<string, string>();
  const pseudonym = (value: string): string => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const made = createHmac('sha256', secret).update(value).digest('hex').slice(0, 8);
    if (value.length <= MOST_KEPT_LENGTH && kept.size < MOST_KEPT) kept.set(value, made);
    return made;
  };
  return (rule, value) => `[REDACTED:${rule}:${pseudonym(value)}]`;
}

/** Texts between marks at the even places, marks at the odd ones. */
export function splitAtMarks(text: string): readonly string[] {
  return text.includes('[REDACTED:') ? text.split(MARK) : [text];
}

export function isMark(text: string): boolean {
  return WHOLE.test(text);
}
