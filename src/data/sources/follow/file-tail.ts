// One open file, read forward to its end and further as it grows. It holds the file itself, not its name: renamed or deleted,
// it is still read to the end.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../../lib/clock.ts';
import type { Micros } from '../../../lib/micros.ts';
import type { Draft, GapDraft } from '../../../model/signal.ts';
import type { Taken } from './input.ts';
import { PRINT_BYTES, printOf, type Position } from './position.ts';
import { FROM_START, RecordReader, type ReaderOptions, type ReaderStart } from './reader.ts';

/** Bytes read at once. One buffer of this size serves all files of a source, since they are read in turn. */
export const CHUNK_BYTES = 262_144;

export interface FileIdentity {
  readonly dev: number;
  readonly ino: number;
}

/** What decides where reading begins. */
export interface OpenedFile extends FileIdentity {
  readonly size: number;
  /** The first bytes, at most 256. */
  readonly head: Buffer;
  byteAt(offset: number): Promise<number | undefined>;
}

export interface FileTailOptions extends ReaderOptions {
  readonly clock: Clock;
  /** Where bytes are read into; its content is of no worth between two calls. */
  readonly scratch: Buffer;
  /** Undefined where it is not the file that was wanted. */
  readonly where: (file: OpenedFile) => ReaderStart | undefined | Promise<ReaderStart | undefined>;
}

export class FileTail implements FileIdentity {
  readonly dev: number;
  readonly ino: number;
  /** Monotonic milliseconds of the newest byte. */
  grown: number;
  readonly #handle: FileHandle;
  readonly #options: FileTailOptions;
  #reader: RecordReader;
  /** Bytes read from the file, and its size when last looked at. */
  #offset: number;
  #size: number;
  #head: Buffer;
  /** When bytes were last read. */
  #read: Micros;

  private constructor(handle: FileHandle, file: OpenedFile, start: ReaderStart, options: FileTailOptions) {
    this.dev = file.dev;
    this.ino = file.ino;
    this.grown = options.clock.monotonicMillis();
    this.#handle = handle;
    this.#options = options;
    this.#head = file.head;
    this.#size = file.size;
    this.#offset = start.offset;
    this.#reader = new RecordReader(options, start);
    this.#read = options.clock.now();
  }

  /** Undefined where `where` did not want the file. Opens without waiting for anybody, should a pipe stand there; throws as `open` does. */
  static async open(path: string, options: FileTailOptions): Promise<FileTail | undefined> {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let tail: FileTail | undefined;
    try {
      const { dev, ino, size } = await handle.stat();
      const head = await readAt(handle, 0, PRINT_BYTES);
      const file: OpenedFile = { dev, ino, size, head, byteAt: async (offset) => (await readAt(handle, offset, 1))[0] };
      const start = await options.where(file);
      if (start !== undefined) tail = new FileTail(handle, file, start, options);
    } finally {
      if (tail === undefined) await handle.close();
    }
    return tail;
  }

  get holding(): boolean {
    return this.#reader.holding;
  }

  /** Drafts of the next bytes, or what silence lets go. */
  async take(limit: number): Promise<Taken> {
    const { clock, scratch } = this.#options;
    let bytes = 0;
    if (this.#reader.hungry) {
      bytes = this.#offset < this.#size ? (await this.#handle.read(scratch, 0, scratch.length, this.#offset)).bytesRead : 0;
      const monotonic = clock.monotonicMillis();
      if (bytes === 0) return { drafts: this.#reader.idle(monotonic - this.grown, clock.now()), bytes };
      this.grown = monotonic;
      this.#read = clock.now();
      this.#offset += bytes;
      this.#reader.feed(Buffer.from(scratch.subarray(0, bytes)));
    }
    return { drafts: this.#reader.next(limit, clock.now()), bytes };
  }

  /** Everything left, when no more bytes will come. */
  finish(): readonly Draft[] {
    return this.#reader.end(this.#options.clock.now());
  }

  /** Looks at the file itself, for one that no path leads to. */
  async look(): Promise<void> {
    this.#size = (await this.#handle.stat()).size;
  }

  /** Takes note of the size that the file has now; true where it was cut or written anew in its place. */
  async isRewritten(size: number): Promise<boolean> {
    if (size < this.#offset) return true;
    if (size === this.#size) return false;
    this.#size = size;
    const head = await readAt(this.#handle, 0, PRINT_BYTES);
    if (!head.subarray(0, this.#head.length).equals(this.#head)) return true;
    this.#head = head;
    return false;
  }

  /** Begins again at the file's start. What was written before the cut and not yet read is gone, and nobody knows how much. */
  async restart(path: string): Promise<readonly Draft[]> {
    const gap: GapDraft = {
      kind: 'gap', at: this.#read, until: this.#options.clock.now(), gapId: `follow:${path}:${this.#read}`, reason: 'truncated',
      recovered: 0, signal: 'log', detail: `${path} was cut or written anew; lines written just before that may be missing`,
    };
    const drafts = [...this.finish(), gap];
    this.#reader = new RecordReader(this.#options, FROM_START);
    this.#offset = 0;
    this.#size = (await this.#handle.stat()).size;
    this.#head = await readAt(this.#handle, 0, PRINT_BYTES);
    return drafts;
  }

  position(): Position {
    const { offset, line } = this.#reader.position;
    const printed = this.#head.length;
    return {
      dev: this.dev, ino: this.ino, offset, print: printOf(this.#head), printed, read: this.#read, ...(line === undefined ? undefined : { line }),
    };
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
