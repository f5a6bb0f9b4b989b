// What a key copies goes to the terminal's clipboard (OSC 52), which not every terminal has, and to a private file, which is there
// afterwards. What is pasted somewhere else must not act there either: no escape, and no line end but between the rows copied.
import { randomBytes } from 'node:crypto';
import { closeSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { visible, type SafeText } from '../lib/text.ts';
import type { Config } from '../data/config/schema.ts';
import { makeRedactor } from '../model/redact/redactor.ts';
import { copyText } from '../terminal/clipboard.ts';

/** Characters of one row; longer than any message that is shown whole. */
const MOST_COPIED = 65_536;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;

export interface Copied {
  /** Where it was cut because terminals take no more. */
  readonly cut: boolean;
  /** Why it is not in the file; undefined where it is, or where none was asked for. */
  readonly unwritten: string | undefined;
}

/** Rows without what must not leave, and how many places of theirs were replaced. */
export type RedactRows = (rows: readonly string[]) => { readonly rows: readonly string[]; readonly places: number };

/** The key is made for this run: equal values stay equal among all that it copies. */
export function rowRedactor({ copy, ips, rules }: Config['redact']): RedactRows {
  if (!copy) return (rows) => ({ rows, places: 0 });
  const redactor = makeRedactor({ key: randomBytes(32), ips, rules });
  const places = (): number => [...redactor.counts.values()].reduce((sum, count) => sum + count, 0);
  return (rows) => {
    const before = places();
    return { rows: rows.map((row) => redactor.text(row)), places: places() - before };
  };
}

/** `file`: where copied rows are kept too; undefined where nothing is to be kept. */
export function copyRows(rows: readonly string[], out: { write(chunk: string): unknown }, file: string | undefined): Copied {
  const safe = rows.map((row) => visible(row, MOST_COPIED));
  const size = Buffer.byteLength(safe.join('\n'));
  const sent = copyText(safe, out);
  return { cut: sent < size, unwritten: file === undefined ? undefined : append(file, safe) };
}

function append(file: string, rows: readonly SafeText[]): string | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(file, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600);
    try {
      writeFileSync(descriptor, `${rows.join('\n')}\n`);
    } finally {
      closeSync(descriptor);
    }
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

/** What the toast says besides. `told`: the operator knows the file already. `places`: how many were redacted. */
export function copiedWords({ cut, unwritten }: Copied, file: string | undefined, told: boolean, places = 0): string | undefined {
  const words = [
    ...(places === 0 ? [] : [`${places} redacted.`]),
    ...(cut ? ['The terminal was given the beginning alone.'] : []),
    ...(file === undefined ? [] : unwritten !== undefined ? [`It is not in ${file} (${unwritten}).`] : told ? [] : [`Also in ${file}.`]),
  ];
  return words.length === 0 ? undefined : words.join(' ');
}
