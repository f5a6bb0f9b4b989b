// Durations as people write them in the configuration: 5s, 1m30s, 250ms, 2h. They become whole milliseconds.
import { z } from 'zod';

const UNIT_MILLIS = new Map([['ms', 1], ['s', 1_000], ['m', 60_000], ['h', 3_600_000], ['d', 86_400_000]]);
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[smhd])/g;

/** Milliseconds, or undefined where the text is no duration. `0` needs no unit. */
export function durationMillis(text: string): number | undefined {
  if (text === '0') return 0;
  if (text.length > 32 || !WHOLE.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * (UNIT_MILLIS.get(unit ?? '') ?? 0);
  return Math.round(total);
}

/** A configured duration between two bounds in milliseconds, ends included. */
export function duration(leastMillis: number, mostMillis: number) {
  return z.string().transform((text, context) => {
    const millis = durationMillis(text);
    if (millis === undefined) {
      context.addIssue({ code: 'custom', message: 'give a duration such as 5s, 1m30s or 250ms' });
      return z.NEVER;
    }
    if (millis < leastMillis || millis > mostMillis) {
      const message = `give a duration from ${shownDuration(leastMillis)} to ${shownDuration(mostMillis)}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return millis;
  });
}

/** The shortest single-unit form that loses nothing: 90000 is 90s, 60000 is 1m. */
export function shownDuration(millis: number): string {
  for (const [unit, size] of [...UNIT_MILLIS].toReversed()) {
    if (millis > 0 && millis % size === 0) return `${millis / size}${unit}`;
  }
  return `${millis}ms`;
}
