// Sums what all `shed` gaps say is missing. A gap may be told again with another number, and then only its newest word counts.
import type { GapDraft, SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

interface ShedRow {
  readonly source: number;
  readonly gap_id: string;
  readonly reason: string;
  readonly missing: number | null;
}

export class ShedLedger {
  readonly #counted = new Map<string, number>();
  readonly #known;

  constructor(db: Connection) {
    this.#known = db.prepare<[], ShedRow>(
      "SELECT source, gap_id, reason, missing FROM gap WHERE seq IN (SELECT max(seq) FROM gap GROUP BY source, gap_id) AND reason = 'shed'",
    );
  }

  restore(): void {
    this.#counted.clear();
    for (const row of this.#known.all()) this.#counted.set(`${row.source} ${row.gap_id}`, row.missing ?? 0);
  }

  /** How much the sum changes by this draft. */
  change(source: SourceId, draft: GapDraft): number {
    const key = `${source} ${draft.gapId}`;
    const before = this.#counted.get(key) ?? 0;
    const now = draft.reason === 'shed' ? (draft.missing ?? 0) : 0;
    if (now === 0) this.#counted.delete(key);
    else this.#counted.set(key, now);
    return now - before;
  }
}
