// Names of fields in a line of pairs, found without making a string of them: the same few follow each other in every row.
import { ROLES, type RoleEntry } from './roles.ts';

export interface Name {
  readonly key: string;
  /** As it stands before its value: `key=`. */
  readonly lead: string;
  /** Undefined where the name says nothing. */
  readonly entry: RoleEntry | undefined;
  /** The name that came behind it last. */
  next: Name | undefined;
}

const SLOTS = 1_024;
/** A longer name is none that repeats. */
const LONGEST = 48;

export class Names {
  /** Stands before every line. */
  readonly origin: Name = { key: '', lead: '', entry: undefined, next: undefined };
  /** By the hash of their characters. */
  readonly #known: (Name | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  /** The name that begins at `from`, behind another one of the same line; its key is empty where none does. */
  at(line: string, from: number, before: Name): Name {
    if (before.next !== undefined && line.startsWith(before.next.lead, from)) return before.next;
    let hash = 0;
    let end = from;
    for (; end < line.length; end += 1) {
      const code = line.charCodeAt(end);
      if (!isKey(code)) break;
      hash = (hash * 31 + code) | 0;
    }
    if (end === from) return this.origin;
    if (end - from > LONGEST) return nameOf(line.slice(from, end));
    return (before.next = this.#remembered(line, from, end, (hash ^ (hash >>> 10)) & (SLOTS - 1)));
  }

  #remembered(line: string, from: number, end: number, slot: number): Name {
    const known = this.#known[slot];
    if (known !== undefined && known.key.length === end - from && line.startsWith(known.key, from)) return known;
    // A part of a line would keep the whole of it in memory.
    return (this.#known[slot] = nameOf(line.slice(from, end).split('').join('')));
  }
}

function nameOf(key: string): Name {
  return { key, lead: `${key}=`, entry: ROLES.get(key), next: undefined };
}

/** Letters, digits, `_ . - / @ : [ ]` and everything beyond ASCII. */
function isKey(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x2d && code <= 0x3a) ||
    code === 0x5f || code === 0x40 || code === 0x5b || code === 0x5d || code > 0x7f
  );
}
