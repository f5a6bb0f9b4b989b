// Which rows share a block. History that is fetched while rows come in live, or files of different days read side by side, lie far apart
// in time: in one block they would make it overlap with all that lies between, and every page there would have to look into it.
import type { LogRow } from '../decode.ts';

/** A part has at least so many rows, whatever the distance. */
const LEAST_ROWS = 128;
/** Share of the time between the oldest and the newest row that is far. */
const FAR = 1 / 8;

/** The rows in the order in which they are shown, by event time and then by learning, cut where nothing lies for long. */
export function partsOf(rows: readonly LogRow[]): readonly (readonly LogRow[])[] {
  const ordered = inOrderOfTime(rows);
  const far = FAR * ((ordered.at(-1)?.at ?? 0) - (ordered[0]?.at ?? 0));
  const parts: (readonly LogRow[])[] = [];
  let begin = 0;
  let before = ordered[0]?.at ?? 0;
  for (const [index, { at }] of ordered.entries()) {
    if (at - before > far && index - begin >= LEAST_ROWS && ordered.length - index >= LEAST_ROWS) {
      parts.push(ordered.slice(begin, index));
      begin = index;
    }
    before = at;
  }
  return [...parts, begin === 0 ? ordered : ordered.slice(begin)];
}

function inOrderOfTime(rows: readonly LogRow[]): readonly LogRow[] {
  let before = 0;
  for (const { at } of rows) {
    if (at < before) return rows.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
    before = at;
  }
  return rows;
}
