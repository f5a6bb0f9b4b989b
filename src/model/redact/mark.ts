// The mark that stands for a redacted value. Equal values have equal marks under one key, so that rows can still be put together by them;
// without the key nobody can try out what a mark stands for.
import { createHmac } from 'node:crypto';

const MARK = /(\[REDACTED:[a-z\d-]{1,40}:[\da-f]{8}\])/;
const WHOLE = new RegExp(`^${MARK.source}$`);

export function markOf(rule: string, value: string, key: Buffer): string {
  return `[REDACTED:${rule}:${createHmac('sha256', key).update(value).digest('hex').slice(0, 8)}]`;
}

/** Texts between marks at the even places, marks at the odd ones. */
export function splitAtMarks(text: string): readonly string[] {
  return text.includes('[REDACTED:') ? text.split(MARK) : [text];
}

export function isMark(text: string): boolean {
  return WHOLE.test(text);
}
