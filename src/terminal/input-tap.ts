// Standard input as Ink wants it, with the terminal's answers taken out. Everything else of the terminal is passed through.
import { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { AnswerFilter } from './answer-filter.ts';

/** Longer than a sequence takes to arrive in two pieces, shorter than a person notices. */
const HELD_MILLIS = 25;

export class InputTap extends Readable {
  readonly isTTY = true;
  readonly #source: ReadStream;
  readonly #filter = new AnswerFilter();
  #timer: NodeJS.Timeout | undefined;

  constructor(source: ReadStream) {
    super({ encoding: 'utf8' });
    this.#source = source;
    source.setEncoding('utf8');
    source.on('data', this.#take);
    source.once('end', this.#end);
    source.once('close', this.#end);
  }

  readonly #take = (chunk: string | Buffer): void => {
    clearTimeout(this.#timer);
    const keys = this.#filter.feed(String(chunk));
    if (keys !== '') this.push(keys);
    if (this.#filter.waiting) this.#timer = setTimeout(this.#release, HELD_MILLIS);
  };

  readonly #release = (): void => {
    const keys = this.#filter.release();
    if (keys !== '') this.push(keys);
  };

  readonly #end = (): void => {
    this.push(null);
  };

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
