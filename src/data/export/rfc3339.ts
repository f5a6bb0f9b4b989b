// Times as other programs read them.
import { SECOND, toRfc3339, type Micros } from '../../lib/micros.ts';

/** RFC 3339 in UTC, without a fraction where there is none. */
export function instant(at: Micros): string {
  return at % SECOND === 0 ? `${toRfc3339(at).slice(0, 19)}Z` : toRfc3339(at);
}
