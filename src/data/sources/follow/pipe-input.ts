// A named pipe, as the shell's `<(command)` makes. Asked like a file, without waiting: a pipe opened for waiting reads would
// hold a thread until its writer moves, and handing its descriptor to a socket has it closed twice in a worker.
import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../../lib/clock.ts';
import { NOTHING, type Input, type Taken } from './input.ts';
import { RecordReader, type ReaderOptions } from './reader.ts';

/** A pipe whose writer has written nothing more so far. */
const EMPTY = -1;

export class PipeInput implements Input {
  readonly name: string;
  readonly problem = undefined;
  readonly opened = true;
  ended = false;
  readonly #handle: FileHandle;
  readonly #clock: Clock;
  readonly #scratch: Buffer;
  readonly #reader: RecordReader;
  #grown: number;
  #begun = false;

  private constructor(name: string, handle: FileHandle, options: ReaderOptions, clock: Clock, scratch: Buffer) {
    this.name = name;
    this.#handle = handle;
    this.#clock = clock;
    this.#scratch = scratch;
    this.#reader = new RecordReader(options);
    this.#grown = clock.monotonicMillis();
  }

  /** Undefined where no pipe stands at the path, or none that can be opened: the follower of files then says why. */
  static async open(path: string, options: ReaderOptions, clock: Clock, scratch: Buffer): Promise<PipeInput | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFIFO() !== true) return undefined;
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
    return handle === undefined ? undefined : new PipeInput(path, handle, options, clock, scratch);
  }

  get holding(): boolean {
    return this.#reader.holding;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  async take(limit: number): Promise<Taken> {
    if (this.ended) return NOTHING;
    let bytes = 0;
    if (this.#reader.hungry) {
      const length = await this.#read();
      if (length === EMPTY || (length === 0 && !this.#begun)) return { drafts: this.#idle(), bytes };
      if (length === 0) return this.#end();
      bytes = length;
      this.#begun = true;
      this.#grown = this.#clock.monotonicMillis();
      this.#reader.feed(Buffer.from(this.#scratch.subarray(0, bytes)));
    }
    return { drafts: this.#reader.next(limit, this.#clock.now()), bytes };
  }

  positions(): readonly [] {
    return [];
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Bytes read; 0 where no writer is there, EMPTY where one is but has written nothing. */
  async #read(): Promise<number> {
    try {
      return (await this.#handle.read(this.#scratch, 0, this.#scratch.length, null)).bytesRead;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return EMPTY;
      throw error;
    }
  }

  #idle(): Taken['drafts'] {
    return this.#reader.idle(this.#clock.monotonicMillis() - this.#grown, this.#clock.now());
  }

  #end(): Taken {
    this.ended = true;
    return { drafts: this.#reader.end(this.#clock.now()), bytes: 0 };
  }
}
