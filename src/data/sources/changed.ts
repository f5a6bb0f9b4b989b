// Facts that are polled come again and again; a row is recorded only where something a person would notice has changed.
import type { FactDraft } from '../../model/signal.ts';

export class Changed {
  readonly #told = new Map<string, string>();

  /** The drafts that differ from what was told last of the same identity, but for the fields named, which change by themselves. */
  of<D extends FactDraft>(drafts: readonly D[], besides: readonly string[] = []): readonly D[] {
    const idle = new Set(['at', 'backfilled', ...besides]);
    return drafts.filter((draft) => {
      const key = `${draft.kind}\u0000${draft.id}`;
      const now = JSON.stringify(Object.entries(draft).filter(([name]) => !idle.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      if (this.#told.get(key) === now) return false;
      this.#told.set(key, now);
      return true;
    });
  }
}
