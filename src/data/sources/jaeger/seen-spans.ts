// Spans that were told already, bounded: the oldest are forgotten first, long after no search reaches them any more.
import type { SpanDraft } from '../../../model/signal.ts';

const MOST_KEPT = 200_000;

export class SeenSpans {
  readonly #keys = new Set<string>();

  /**
   * False where the very same span was told before. Retries share one span id (Jaeger keeps all of them), so start and name are
   * part of what a span is.
   */
  add({ traceId, spanId, at, name }: SpanDraft): boolean {
    const key = `${traceId} ${spanId} ${at} ${name}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > MOST_KEPT) {
      const oldest = this.#keys.values().next();
      if (oldest.done !== true) this.#keys.delete(oldest.value);
    }
    return true;
  }
}
