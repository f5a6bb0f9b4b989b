// Rows as the wire has them. Only what identifies a row is read here: a server of the second generation sends most rows many
// times, and a row that is known already must cost next to nothing.
import type { Micros } from '../../../lib/micros.ts';
import { unixMicros } from '../decode/find-time.ts';
import { isFields } from '../decode/values.ts';
import { FINGERPRINT_CHARS, type Mark } from './position.ts';

export interface WireRow {
  readonly id: number;
  /** As the server wrote it, usually whole seconds; NaN where it is no number. */
  readonly timestamp: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The id of a value that is a row; undefined where it has none that a double can hold exactly. */
export function idOf(value: unknown): number | undefined {
  if (!isFields(value)) return undefined;
  const id = value['id'];
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

/** The values that are rows with an id above `floor`, each id once, by rising id. */
export function identified(values: readonly unknown[], floor = -1): readonly WireRow[] {
  const rows: WireRow[] = [];
  let newest = -1;
  let rising = true;
  // Servers send the newest row first, so that from behind there is usually nothing to sort.
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index];
    const id = idOf(value);
    if (id === undefined || id <= floor || !isFields(value)) continue;
    const timestamp = value['timestamp'];
    rows.push({ id, timestamp: typeof timestamp === 'number' ? timestamp : Number.NaN, fields: value });
    if (id <= newest) rising = false;
    newest = id;
  }
  return rising ? rows : onceEach(rows);
}

/** Of rows with one id that which came last, which is the first one of a server's answer. */
function onceEach(rows: readonly WireRow[]): readonly WireRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => a.id - b.id);
}

/** When a row happened, to its unit; undefined where its timestamp is none. */
export function timeOfRow(row: WireRow): Micros | undefined {
  return unixMicros(row.timestamp);
}

/** Wire units in a second: servers write seconds, but the format does not forbid finer ones. */
export function unitsPerSecond(timestamp: number): number {
  return timestamp < 1e11 ? 1 : timestamp < 1e14 ? 1e3 : timestamp < 1e17 ? 1e6 : 1e9;
}

/** The newest wire timestamp among rows, or `atLeast`. */
export function newestTimestamp(rows: readonly WireRow[], atLeast: number): number {
  return rows.reduce((newest, { timestamp }) => (timestamp > newest ? timestamp : newest), atLeast);
}

export function markOf(row: WireRow, at: Micros): Mark {
  return { id: row.id, timestamp: row.timestamp, fingerprint: fingerprint(row), at };
}

export function isSameRow(row: WireRow, mark: Mark): boolean {
  return row.timestamp === mark.timestamp && fingerprint(row) === mark.fingerprint;
}

function fingerprint({ fields }: WireRow): string {
  const message = fields['message'];
  return typeof message === 'string' ? message.slice(0, FINGERPRINT_CHARS) : '';
}
