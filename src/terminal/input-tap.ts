// Standard input as Ink wants it, with the terminal's answers taken out. Everything else of the terminal is passed through.
import { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { AnswerFilter } from './answer-filter.ts';

/** Longer than a sequence takes to arrive in two pieces, shorter than a person notices; an answer is not missed by anybody. */
const HELD_MILLIS = { key: 25, answer: 150 } as const;

export class InputTap extends Readable {
  readonly isTTY = true;
  readonly #source: ReadStream;
  readonly #filter = new AnswerFilter();
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(source: ReadStream) {
    super({ encoding: 'utf8' });
    this.#source = source;
    source.setEncoding('utf8');
    source.on('data', this.#take);
    source.once('end', this.#end);
    source.once('close', this.#end);
    // A terminal that is gone reads as EIO.
    source.once('error', this.#end);
  }

  readonly #take = (chunk: string | Buffer): void => {
    this.#stopWaiting();
    const keys = this.#filter.feed(String(chunk));
    if (keys !== '') this.push(keys);
    const { waiting } = this.#filter;
    if (waiting !== undefined) this.#timer = setTimeout(this.#releaseSoon, HELD_MILLIS[waiting]);
  };

  /** On a busy machine the rest may have arrived while this program had no turn: what is there to read is read first. */
  readonly #releaseSoon = (): void => {
    this.#turn = setImmediate(this.#release);
  };

  readonly #release = (): void => {
    const keys = this.#filter.release();
    if (keys !== '') this.push(keys);
  };

  readonly #end = (): void => {
    this.#detach();
    this.#release();
    this.push(null);
  };

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
  }

  #detach(): void {
    this.#stopWaiting();
    this.#source.off('data', this.#take);
    this.#source.off('end', this.#end);
    this.#source.off('close', this.#end);
  }

  /** Lets go of the terminal, so that another tap can have it. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#detach();
    done(error);
  }

  override _read(): void {
    // Keys are pushed as they are typed; nothing is gained by asking.
  }

  setRawMode(raw: boolean): this {
    this.#source.setRawMode(raw);
    return this;
  }

  ref(): this {
    this.#source.ref();
    return this;
  }

  unref(): this {
    this.#source.unref();
    return this;
  }
}
