// Words that a store may look for in the raw bytes of its texts before it reads a record. Only a necessary condition: every record that
// passes the filter has them in its message, in a name, in an id, or in its attributes as JSON writes them.
import type { Filter } from './ast.ts';

/** Characters that stand in JSON and in UTF-8 as they are. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;

/** The longest such words of the filter, as a regex over bytes; undefined where it asks for none. */
export function needleOf(filter: Filter | undefined): RegExp | undefined {
  const [longest] = wordsOf(filter).toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : new RegExp(longest.replace(/[\^$.*+?()[\]{}|/]/g, '\\$&'), 'i');
}

function wordsOf(filter: Filter | undefined): readonly string[] {
  if (filter?.op === 'and') return filter.terms.flatMap(wordsOf);
  return filter?.op === 'text' && PLAIN.test(filter.text) ? [filter.text] : [];
}
