// A stream of bytes that cannot be read twice: standard input or a pipe. Read only when asked, so the writer feels the pressure.
import type { Readable } from 'node:stream';
import type { Clock } from '../../../lib/clock.ts';
import { SourceError } from '../../../model/errors.ts';
import { NOTHING, type Input, type Taken } from './input.ts';
import { RecordReader, type ReaderOptions } from './reader.ts';

export class StreamInput implements Input {
  readonly name: string;
  readonly problem = undefined;
  readonly opened = true;
  ended = false;
  readonly #stream: Readable;
  readonly #clock: Clock;
  readonly #reader: RecordReader;
  #grown: number;
  #closed = false;
  #failure: Error | undefined;

  /** `ring` is called whenever there may be something to take. */
  constructor(name: string, stream: Readable, options: ReaderOptions, clock: Clock, ring: () => void) {
    this.name = name;
    this.#stream = stream;
    this.#clock = clock;
    this.#reader = new RecordReader(options);
    this.#grown = clock.monotonicMillis();
    const close = (): void => {
      this.#closed = true;
      ring();
    };
    stream.on('readable', ring);
    stream.once('end', close);
    stream.once('close', close);
    stream.on('error', (error) => {
      this.#failure = error;
      ring();
    });
  }

  get holding(): boolean {
    return this.#reader.holding;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  take(limit: number): Promise<Taken> {
    return Promise.resolve(this.ended ? NOTHING : this.#take(limit));
  }

  positions(): readonly [] {
    return [];
  }

  close(): Promise<void> {
    this.#stream.destroy();
    return Promise.resolve();
  }

  #take(limit: number): Taken {
    let bytes = 0;
    if (this.#reader.hungry) {
      const chunk: unknown = this.#stream.read();
      if (chunk === null) return this.#quiet();
      const fed = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      this.#grown = this.#clock.monotonicMillis();
      bytes = fed.length;
      this.#reader.feed(fed);
    }
    return { drafts: this.#reader.next(limit, this.#clock.now()), bytes };
  }

  #quiet(): Taken {
    const now = this.#clock.now();
    if (this.#closed || this.#failure !== undefined) {
      const drafts = this.#reader.end(now);
      if (drafts.length > 0) return { drafts, bytes: 0 };
      if (this.#failure !== undefined) throw broken(this.name, this.#failure);
      this.ended = true;
      return NOTHING;
    }
    return { drafts: this.#reader.idle(this.#clock.monotonicMillis() - this.#grown, now), bytes: 0 };
  }
}

function broken(name: string, cause: Error): SourceError {
  const code = 'code' in cause ? ` (${String(cause.code)})` : '';
  return new SourceError('SOURCE_FILE', `reading ${name} failed${code}`, { retry: false, cause });
}
