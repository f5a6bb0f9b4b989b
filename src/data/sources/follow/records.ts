// Lines to records: joins what belongs together (stack traces, pretty-printed JSON, wrapped CEF, lines that a container runtime
// cut) and holds a record back until the next line shows that it is whole, or the caller says that nothing more comes.
import type { TimeContext } from '../decode/find-time.ts';
import { isFrame } from './continuation.ts';
import { unwrapped } from './envelope.ts';
import type { Line } from './lines.ts';
import { isWhole, OpenRecord, recordOf, type TextRecord } from './open-record.ts';

/** A record of more lines is given out as it is, so that a stream of indented lines cannot hold everything back. */
export const MOST_LINES = 4_096;

export class RecordJoiner {
  #open: OpenRecord | undefined;
  /** The head of an exception that may belong to the open record: its next line decides. */
  #held: OpenRecord | undefined;

  /** Takes the next line; records that are now whole are appended to `out`. */
  push(line: Line, context: TimeContext, out: TextRecord[]): void {
    const envelope = line.cut === 0 ? unwrapped(line.text, context) : undefined;
    const text = envelope?.text ?? line.text;
    if (this.#open === undefined && isWhole(text) && envelope?.partial !== true) {
      out.push(recordOf(line, text, envelope));
      return;
    }
    if (this.#held !== undefined) {
      if (isFrame(text)) this.#open?.join(this.#held);
      else this.#turn(this.#held, out);
      this.#held = undefined;
    }
    if (text.trim() === '' && line.cut === 0 && this.#open?.continuesAnything !== true) {
      this.#open?.blank();
      return;
    }
    if (this.#open?.takes(line, text, envelope) !== true) {
      const record = new OpenRecord(line, text, envelope);
      if (this.#open?.mayOwn(text) === true) this.#held = record;
      else this.#turn(record, out);
    }
    if (this.#open !== undefined && (this.#open.whole || this.#open.lines >= MOST_LINES)) this.flush(out);
  }

  /** Gives out what is held back. */
  flush(out: TextRecord[]): void {
    if (this.#open !== undefined) out.push(this.#open.record());
    if (this.#held !== undefined) out.push(this.#held.record());
    this.#open = undefined;
    this.#held = undefined;
  }

  /** Byte offset of the oldest record not given out; undefined where nothing is held back. */
  get pending(): { readonly offset: number; readonly number: number } | undefined {
    return this.#open === undefined ? undefined : { offset: this.#open.start, number: this.#open.line };
  }

  #turn(next: OpenRecord, out: TextRecord[]): void {
    if (this.#open !== undefined) out.push(this.#open.record());
    this.#open = next;
  }
}
