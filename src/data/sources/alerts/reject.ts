// Records that cannot be decoded come again with every poll: each is told once while it stays.
import { z } from 'zod';
import type { Micros } from '../../../lib/micros.ts';
import type { RejectDraft } from '../../../model/signal.ts';

const MOST_EXCERPT = 512;
const MOST_REASON = 300;

/** `what` names the record for people. */
export function rejectOf(what: string, record: unknown, error: z.ZodError, at: Micros): RejectDraft {
  const [first] = error.issues;
  const where = first === undefined || first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  return { kind: 'reject', at, reason: `${what}: ${where}${first?.message ?? 'cannot be read'}`.slice(0, MOST_REASON), excerpt: (JSON.stringify(record) ?? '').slice(0, MOST_EXCERPT) };
}

export class ToldRejects {
  #told: ReadonlySet<string> = new Set();

  /** Those of a whole list that were not told of the list before. */
  of(rejects: readonly RejectDraft[]): readonly RejectDraft[] {
    const before = this.#told;
    const key = ({ reason, excerpt }: RejectDraft): string => `${reason}\n${excerpt}`;
    this.#told = new Set(rejects.map(key));
    return rejects.filter((reject) => !before.has(key(reject)));
  }
}
