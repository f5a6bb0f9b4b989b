// What a store may use to skip rows without decoding them. Only necessary conditions: every record that passes the filter meets them.
import { levelRank } from '../level.ts';
import type { Comparison, Filter } from './ast.ts';

export interface Pushdown {
  /** Rank of the lowest level that can pass: absent where any can, 6 where none can. */
  readonly minLevel?: number;
}

export function pushdown(filter: Filter | undefined): Pushdown {
  const least = filter === undefined ? 0 : lowest(filter, false);
  return least > 0 ? { minLevel: least } : {};
}

function lowest(filter: Filter, negative: boolean): number {
  switch (filter.op) {
    case 'not':
      return lowest(filter.term, !negative);
    case 'and':
    case 'or': {
      const ranks = filter.terms.map((term) => lowest(term, negative));
      // The opposite of "all of" is "one of the opposites".
      return (filter.op === 'and') === negative ? Math.min(...ranks) : Math.max(0, ...ranks);
    }
    case 'level':
      return lowestOf(negative ? OPPOSITE[filter.compare] : filter.compare, levelRank(filter.level));
    default:
      return 0;
  }
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { '=': '!=', '!=': '=', '>': '<=', '<=': '>', '<': '>=', '>=': '<' };

function lowestOf(compare: Comparison, rank: number): number {
  switch (compare) {
    case '=':
    case '>=':
      return rank;
    case '>':
      return rank + 1;
    case '!=':
      return rank === 0 ? 1 : 0;
    default:
      return 0;
  }
}
