// One message of the live stream. A server of the second generation sends its window again and again, and one of the first leaves
// out what is beyond its limit without a word: ids tell both apart from what is new.
import { SourceError } from '../../../model/errors.ts';
import type { RejectDraft } from '../../../model/signal.ts';
import { statusError } from '../http/failure.ts';
import type { Batch } from '../source.ts';
import { reject } from './decode.ts';
import { fill, ORIGIN_ID } from './fill.ts';
import { frameOf, type Frame } from './frame.ts';
import type { Mark } from './position.ts';
import type { Progress } from './progress.ts';
import { identified, idOf, newestTimestamp, timeOfRow, type WireRow } from './row.ts';
import { limitedLong } from './search.ts';
import type { Message } from './tail.ts';

/** Rejects remembered, so that a bad row in a window that is sent again is told once. */
const MOST_KNOWN = 512;

export class Live {
  readonly #progress: Progress;
  readonly #shown: string;
  readonly #redact: (text: string) => string;
  readonly #known = new Set<string>();

  constructor(progress: Progress, shown: string, redact: (text: string) => string) {
    this.#progress = progress;
    this.#shown = shown;
    this.#redact = redact;
  }

  async *take({ text, bytes }: Message): AsyncGenerator<Batch> {
    const frame = frameOf(text);
    if (frame.kind === 'error') throw this.#reported(frame);
    if (frame.kind === 'unreadable') yield { drafts: [reject(frame.reason, text, this.#progress.around)], bytes };
    else yield* this.#rows(frame.rows, bytes);
  }

  async *#rows(values: readonly unknown[], bytes: number): AsyncGenerator<Batch> {
    const progress = this.#progress;
    const { mark } = progress;
    const odd = this.#odd(values);
    const rows = identified(values, mark?.id);
    const last = rows.at(-1);
    if (last === undefined) {
      if (mark !== undefined && countsAnew(values, mark)) throw new SourceError('SOURCE_CLOSED', `${this.#shown} counts its rows anew`, { retry: true });
      yield { drafts: odd, bytes };
      return;
    }
    if (odd.length > 0) yield { drafts: odd, bytes: 0 };
    const full = values.length >= progress.config.limit;
    const begin = mark ?? (full && progress.empty ? this.#origin(rows) : undefined);
    if (begin !== undefined && this.#mayHide(begin, rows, () => full && identifiedCount(values) === rows.length)) {
      const hole = { upTo: progress.markAt(last), to: newestTimestamp(rows, begin.timestamp), held: mark === undefined };
      yield* fill(progress, begin, { ...hole, reason: 'server-dropped', live: rows, bytes });
      return;
    }
    const history = mark === undefined && !progress.empty;
    const drafts = progress.drafts(rows, () => history);
    progress.reach(last);
    yield* progress.batches(drafts, bytes, true);
  }

  /** True where the server has, or may have, rows between the mark and the newest that the frame does not hold. */
  #mayHide(begin: Mark, rows: readonly WireRow[], isFullOfNew: () => boolean): boolean {
    // Under a filter ids say nothing, but a frame that reaches back to a known row, or has room left, hides none.
    if (this.#progress.filtered) return isFullOfNew();
    return (rows.at(-1)?.id ?? begin.id) - begin.id > rows.length;
  }

  /** A mark before every row, for a server that was empty when it was asked. */
  #origin([first]: readonly WireRow[]): Mark {
    const { around } = this.#progress;
    const at = (first && timeOfRow(first)) ?? around;
    const mark = { id: ORIGIN_ID, timestamp: first?.timestamp ?? 0, fingerprint: '', at };
    this.#progress.reachMark(mark);
    return mark;
  }

  /** Values that are no row one could know again. */
  #odd(values: readonly unknown[]): RejectDraft[] {
    const rejects: RejectDraft[] = [];
    for (const value of values) {
      if (idOf(value) !== undefined) continue;
      const draft = reject('a row without an id', value, this.#progress.around);
      if (this.#known.has(draft.excerpt)) continue;
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.add(draft.excerpt);
      rejects.push(draft);
    }
    return rejects;
  }

  #reported({ status, message }: Frame & { kind: 'error' }): SourceError {
    const text = this.#redact(message);
    if (status === undefined) return new SourceError('SOURCE_HTTP', `${this.#shown} reports: ${text}`, { retry: true });
    return limitedLong(statusError(this.#shown, { status, headers: new Map(), text }));
  }
}

/** No known row is in it and none is new: the ids of the server have gone back. */
function countsAnew(values: readonly unknown[], mark: Mark): boolean {
  const ids = values.map(idOf).filter((id) => id !== undefined);
  return ids.length > 0 && ids.every((id) => id < mark.id);
}

function identifiedCount(values: readonly unknown[]): number {
  return new Set(values.map(idOf).filter((id) => id !== undefined)).size;
}
