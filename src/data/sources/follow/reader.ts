// Bytes of one stream to drafts: lines, then records, then decoding, one pull at a time. Knows at every moment from where
// reading again would neither lose nor repeat a record.
import { micros, SECOND, type Micros } from '../../../lib/micros.ts';
import type { Draft } from '../../../model/signal.ts';
import { parseFields } from '../decode/json.ts';
import type { Zone } from '../decode/zone.ts';
import { decodeLine, type Format, type LineContext } from './decode.ts';
import { LineSplitter } from './lines.ts';
import type { TextRecord } from './open-record.ts';
import { RecordJoiner } from './records.ts';

export interface ReaderOptions {
  readonly format: Format;
  readonly zone: Zone;
  readonly service?: string | undefined;
  /** Put into the attribute `file`, where several files are followed at once. */
  readonly file?: string | undefined;
}

export interface ReaderStart {
  /** Byte offset of the first byte to come. */
  readonly offset: number;
  /** Number of the line there; undefined where reading began in the middle and nobody counted. */
  readonly line: number | undefined;
  /** The first byte lies inside a line: pass over the rest of it. */
  readonly skipping?: boolean;
  /** Records that begin before this offset are history. */
  readonly historyEnd?: number;
}

export const FROM_START: ReaderStart = { offset: 0, line: 1 };

/** A held-back record is given out after this silence; a line without its end only after the longer one. */
export const FLUSH_MILLIS = 100;
export const UNFINISHED_MILLIS = 5_000;

export class RecordReader {
  readonly #options: ReaderOptions;
  readonly #numbered: boolean;
  readonly #historyEnd: number;
  readonly #splitter: LineSplitter;
  readonly #joiner = new RecordJoiner();
  readonly #records: TextRecord[] = [];
  readonly #fileMark: LineContext['marks'];
  #hungry = true;
  /** Time of the newest record that told one, and when it was read. */
  #previous: { readonly at: Micros; readonly read: Micros } | undefined;

  constructor(options: ReaderOptions, start: ReaderStart = FROM_START) {
    this.#options = options;
    this.#fileMark = options.file === undefined ? undefined : { file: options.file };
    this.#numbered = start.line !== undefined;
    this.#historyEnd = start.historyEnd ?? 0;
    this.#splitter = new LineSplitter(start.offset, start.line ?? 1, start.skipping ?? false);
  }

  /** The last chunk is used up: feed the next one. */
  get hungry(): boolean {
    return this.#hungry;
  }

  /** Something is held back that silence or the end would give out. */
  get holding(): boolean {
    return this.#joiner.pending !== undefined || this.#splitter.begun > 0;
  }

  /** Where the oldest record not given out begins. */
  get position(): { readonly offset: number; readonly line: number | undefined } {
    const { offset, number } = this.#joiner.pending ?? this.#splitter.position;
    return { offset, line: this.#numbered ? number : undefined };
  }

  feed(chunk: Buffer): void {
    this.#splitter.feed(chunk);
    this.#hungry = false;
  }

  /** Drafts of the chunk, about `limit` of them; call until hungry. */
  next(limit: number, now: Micros): Draft[] {
    const drafts: Draft[] = [];
    const context = { zone: this.#options.zone, now };
    while (this.#records.length < limit && !this.#hungry) {
      const line = this.#splitter.next();
      if (line === undefined) this.#hungry = true;
      else this.#joiner.push(line, context, this.#records);
    }
    this.#decode(drafts, now);
    return drafts;
  }

  /** What may be given out because nothing has come for this long. */
  idle(silentMillis: number, now: Micros): Draft[] {
    const drafts: Draft[] = [];
    if (!this.#hungry || silentMillis < FLUSH_MILLIS || !this.holding) return drafts;
    if (this.#splitter.begun === 0 || this.#isWholeJson()) this.#flush(drafts, now);
    else if (silentMillis >= UNFINISHED_MILLIS) this.#flush(drafts, now, true);
    else if (!/^\s/.test(this.#splitter.peek(1))) {
      this.#joiner.flush(this.#records);
      this.#decode(drafts, now);
    }
    return drafts;
  }

  /** The stream has ended: everything left. */
  end(now: Micros): Draft[] {
    const drafts = this.next(Number.POSITIVE_INFINITY, now);
    this.#flush(drafts, now);
    return drafts;
  }

  /** A line may lack its end because the writer has not got that far: JSON shows whether it is all there. */
  #isWholeJson(): boolean {
    const text = this.#splitter.peek(65_536).trim();
    return text.startsWith('{') && text.endsWith('}') && parseFields(text) !== undefined;
  }

  #flush(drafts: Draft[], now: Micros, unfinished = false): void {
    const rest = this.#splitter.rest();
    if (rest !== undefined) this.#joiner.push(rest, { zone: this.#options.zone, now }, this.#records);
    this.#joiner.flush(this.#records);
    const last = this.#records.at(-1);
    if (unfinished && last !== undefined) {
      this.#records[this.#records.length - 1] = { ...last, marks: { ...last.marks, unfinished_line: true } };
    }
    this.#decode(drafts, now);
  }

  #decode(drafts: Draft[], now: Micros): void {
    for (const record of this.#records) {
      const { log, reject, timed } = decodeLine(record.text, this.#context(record, now));
      if (log !== undefined) drafts.push(log);
      if (reject !== undefined) drafts.push(reject);
      if (timed && log !== undefined) this.#previous = { at: log.at, read: now };
    }
    this.#records.length = 0;
  }

  #context(record: TextRecord, now: Micros): LineContext {
    const { format, zone, service, file } = this.#options;
    return {
      format,
      zone,
      now,
      service,
      fallback: this.#fallback(now),
      envelope: record.envelope,
      marks: file === undefined || record.marks === undefined ? (record.marks ?? this.#fileMark) : { ...record.marks, file },
      backfilled: record.start < this.#historyEnd,
      line: this.#numbered ? record.line : undefined,
    };
  }

  /** A record without a time belongs to the one before it; in a quiet stream it is later by as long as the silence was. */
  #fallback(now: Micros): LineContext['fallback'] {
    if (this.#previous === undefined) return { at: now, from: 'reading' };
    const silence = now - this.#previous.read;
    return { at: silence < SECOND ? this.#previous.at : micros(this.#previous.at + silence), from: 'previous-line' };
  }
}
