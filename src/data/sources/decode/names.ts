// Names of fields in a line of pairs. The same few follow each other in every row: that the one comes which came last is looked at first,
// and costs no new string.
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

const MOST = 1_024;
/** A longer name is none that repeats. */
const LONGEST = 48;

export class Names {
  /** Stands before every line. */
  readonly origin: Name = { key: '', lead: '', entry: undefined, next: undefined };
  readonly #known = new Map<string, Name>();

  /** The name that begins at `from`, behind another one of the same line; its key is empty where none does. */
  at(line: string, from: number, before: Name): Name {
    if (before.next !== undefined && line.startsWith(before.next.lead, from)) return before.next;
    let end = from;
    while (end < line.length && isKey(line.charCodeAt(end))) end += 1;
    if (end === from) return this.origin;
    const key = line.slice(from, end);
    return key.length > LONGEST ? nameOf(key) : (before.next = this.#known.get(key) ?? this.#learn(key));
  }

  #learn(key: string): Name {
    if (this.#known.size >= MOST) this.#forget();
    // A part of a line would keep the whole of it in memory.
    const name = nameOf(key.split('').join(''));
    this.#known.set(name.key, name);
    return name;
  }

  #forget(): void {
    this.#known.clear();
    this.origin.next = undefined;
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
