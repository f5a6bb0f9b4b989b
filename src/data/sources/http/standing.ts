// Conditions that last, told once when they begin, change or end, instead of at every poll.
import type { Micros } from '../../../lib/micros.ts';
import type { HealthDraft } from '../../../model/signal.ts';

export class Standing {
  #told = '';

  /** A health row where `conditions` differ from what was told last; none of them is `ok` with the words of `fine`. */
  change(at: Micros, conditions: readonly string[], fine: string): readonly HealthDraft[] {
    const detail = conditions.join('; ');
    if (detail === this.#told) return [];
    this.#told = detail;
    return [detail === '' ? { kind: 'health', at, state: 'ok', detail: fine } : { kind: 'health', at, state: 'degraded', detail }];
  }
}
