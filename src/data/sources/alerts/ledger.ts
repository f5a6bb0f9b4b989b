// What a polled backend lists, against what it listed before: a row for what is new or changed, and one for what is listed no more.
// Lists are whole: what is absent has ended.
import type { Micros } from '../../../lib/micros.ts';
import type { FactDraft } from '../../../model/signal.ts';

export interface Listed<D extends FactDraft> {
  /** Its `at` counts where it is new. */
  readonly draft: D;
  /** Until when it holds if the backend says nothing more. */
  readonly ends?: Micros | undefined;
}

export interface LedgerOptions<D extends FactDraft> {
  /** Fields that move by themselves and are no change. */
  readonly idle: readonly (keyof D & string)[];
  /** Whether the change happened at the draft's own `at`; else it happened between two polls, and now counts. */
  readonly turned: (before: D, after: D) => boolean;
  /** The row for what is listed no more; undefined where that is no news. */
  readonly gone: (listed: Listed<D>, now: Micros) => D | undefined;
}

interface Known<D extends FactDraft> extends Listed<D> {
  readonly words: string;
}

export class Ledger<D extends FactDraft> {
  readonly #options: LedgerOptions<D>;
  #known: ReadonlyMap<string, Known<D>> = new Map();

  constructor(options: LedgerOptions<D>) {
    this.#options = options;
  }

  /** Takes one whole list; yields the rows that it is worth. */
  take(list: readonly Listed<D>[], now: Micros): readonly D[] {
    const before = this.#known;
    const after = new Map<string, Known<D>>();
    const told: D[] = [];
    for (const { draft, ends } of list) {
      const known = before.get(draft.id);
      const words = this.#words(draft);
      if (!after.has(draft.id) && words !== known?.words) told.push(known === undefined || this.#options.turned(known.draft, draft) ? draft : { ...draft, at: now });
      after.set(draft.id, { draft, ends, words });
    }
    for (const [id, known] of before) {
      const gone = after.has(id) ? undefined : this.#options.gone(known, now);
      if (gone !== undefined) told.push(gone);
    }
    this.#known = after;
    return told;
  }

  #words(draft: D): string {
    const idle = new Set<string>(['at', 'backfilled', ...this.#options.idle]);
    return JSON.stringify(Object.entries(draft).filter(([name]) => !idle.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}
