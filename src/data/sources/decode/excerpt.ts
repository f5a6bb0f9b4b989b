// The first characters of a record that could not be decoded. Bounded before it is written out: such a record may be of any size and
// depth, and may hold what JSON has no words for.
import { bounded } from './values.ts';

const MOST_EXCERPT = 512;
const LONGEST_TEXT = 128;

export function excerptOf(record: unknown): string {
  const text = typeof record === 'string' ? record : JSON.stringify(bounded(shortened(record, 0), { deep: false, digits: false }));
  return text.slice(0, MOST_EXCERPT);
}

/** As much as an excerpt can show: the first members of what lies near the top. */
function shortened(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (value instanceof Uint8Array) return Buffer.from(value.subarray(0, 32)).toString('hex');
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 8) return '…';
  if (Array.isArray(value)) return value.slice(0, 8).map((item) => shortened(item, depth + 1));
  return Object.fromEntries(Object.entries(value).slice(0, 32).map(([key, member]) => [key, shortened(member, depth + 1)]));
}
