// The patterns among log rows: which are known, since when, how often. Bounded: the ones unseen for longest are forgotten.
import { MINUTE, type Micros } from '../../lib/micros.ts';
import type { Level } from '../../model/level.ts';
import { templateOf } from './template.ts';

export interface PatternRow {
  readonly at: Micros;
  readonly level: Level;
  readonly message: string;
  readonly service?: string;
  readonly node?: string;
  readonly traceId?: string;
}

/** What is known of one pattern. */
export interface Pattern {
  readonly key: string;
  readonly template: string;
  /** The oldest row. */
  first: PatternRow;
  count: number;
  last: Micros;
  /** When it was told last, and what of it. */
  told: { readonly at: Micros; readonly count: number; readonly learned: Micros } | undefined;
}

const MOST = 2_000;
/** Beyond so many new patterns in a minute the rows are no text that repeats: they are known, and not told. */
const MOST_NEW = 300;
/** To look for a longer message costs more than it saves. */
const LONGEST_SAME = 100;
/** A pattern is news when it is first seen so long after the oldest row. */
const NOVEL_AFTER = 10 * MINUTE;

export class Patterns {
  readonly #patterns = new Map<string, Pattern>();
  /** Those whose messages are all the same, by service and message: most rows need not be taken apart to be known again. */
  readonly #same = new Map<string, Map<string, Pattern>>();
  #oldest = Infinity;
  #window = 0;
  #new = 0;
  #changed = new Set<Pattern>();

  /** The pattern, where it is seen for the first time and can be told. */
  add(row: PatternRow, learned: Micros): Pattern | undefined {
    if (row.at < this.#oldest) this.#oldest = row.at;
    const { service = '', message } = row;
    const known = message.length > LONGEST_SAME ? undefined : this.#same.get(service)?.get(message);
    if (known !== undefined) return this.#count(known, row);
    const template = templateOf(message);
    const key = `${service}\u0000${template}`;
    const alike = this.#patterns.get(key);
    if (alike === undefined) return this.#begin({ key, template, first: row, count: 1, last: row.at, told: undefined }, learned);
    if (template === message) this.#remember(service, alike);
    return this.#count(alike, row);
  }

  #count(pattern: Pattern, row: PatternRow): undefined {
    pattern.count += 1;
    if (row.at > pattern.last) pattern.last = row.at;
    if (row.at < pattern.first.at) pattern.first = row;
    if (pattern.told !== undefined) this.#changed.add(pattern);
  }

  #remember(service: string, pattern: Pattern): void {
    const messages = this.#same.get(service) ?? new Map<string, Pattern>();
    this.#same.set(service, messages.set(pattern.template, pattern));
  }

  /** Told patterns of which more is to be told: an older row, and once a minute how often what is news has come. */
  due(learned: Micros): readonly Pattern[] {
    const due = [...this.#changed].filter((pattern) => this.#isDue(pattern, learned));
    for (const pattern of due) {
      pattern.told = { at: pattern.first.at, count: pattern.count, learned };
      this.#changed.delete(pattern);
    }
    return due;
  }

  #isDue({ first, told }: Pattern, learned: Micros): boolean {
    if (told === undefined) return false;
    return first.at < told.at || (first.at - this.#oldest >= NOVEL_AFTER && learned - told.learned >= MINUTE);
  }

  #begin(pattern: Pattern, learned: Micros): Pattern | undefined {
    this.#patterns.set(pattern.key, pattern);
    if (this.#patterns.size > MOST) this.#forget();
    const window = Math.floor(learned / MINUTE);
    this.#new = window === this.#window ? this.#new + 1 : 1;
    this.#window = window;
    if (this.#new > MOST_NEW) return undefined;
    pattern.told = { at: pattern.first.at, count: 1, learned };
    return pattern;
  }

  /** The quarter seen longest ago goes: seldom, so that rows cost no order. */
  #forget(): void {
    const byAge = [...this.#patterns.values()].toSorted((a, b) => a.last - b.last);
    for (const pattern of byAge.slice(0, MOST >> 2)) {
      this.#patterns.delete(pattern.key);
      this.#changed.delete(pattern);
    }
    this.#same.clear();
  }
}
