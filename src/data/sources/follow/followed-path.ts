// One configured path, whatever file stands there: a file renamed away is read to its end while its successor is read from its
// start, and after an interruption reading goes on in the very files it had reached, found by what they are, not by their names.
import { stat } from 'node:fs/promises';
import type { Clock } from '../../../lib/clock.ts';
import { micros } from '../../../lib/micros.ts';
import type { Draft, GapDraft } from '../../../model/signal.ts';
import { FileTail, type FileIdentity, type FileTailOptions, type OpenedFile } from './file-tail.ts';
import type { Input, Problem, Taken } from './input.ts';
import { printOf, type Position } from './position.ts';
import { problemOf } from './problem.ts';
import { FROM_START, type ReaderOptions, type ReaderStart } from './reader.ts';
import { rotatedFile } from './rotated.ts';

/** How long a file that was renamed away is still read: its writer may not have noticed yet. */
const GRACE_MILLIS = 5_000;
/** A path where nothing could be opened is looked at again after this. */
const MISSING_MILLIS = 1_000;

export interface FollowedPathOptions extends ReaderOptions {
  readonly path: string;
  readonly from: 'start' | 'end';
  readonly clock: Clock;
  readonly scratch: Buffer;
  /** Where an earlier stream had come to; empty when there was none. */
  readonly positions: readonly Position[];
}

export class FollowedPath implements Input {
  readonly name: string;
  readonly ended = false;
  problem: Problem | undefined;
  readonly #options: FollowedPathOptions;
  /** Oldest first; the last one is what stands at the path, as far as we know. */
  #tails: FileTail[] = [];
  /** Drafts that came up while looking. */
  #found: Draft[] = [];
  #first = true;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(options: FollowedPathOptions) {
    this.name = options.path;
    this.#options = options;
  }

  get opened(): boolean {
    return this.#tails.length > 0;
  }

  get holding(): boolean {
    return this.#tails.some((tail) => tail.holding);
  }

  async look(): Promise<void> {
    const { clock, path } = this.#options;
    if (!this.opened && clock.monotonicMillis() - this.#lookedAt < MISSING_MILLIS) return;
    this.#lookedAt = clock.monotonicMillis();
    if (this.#first) await this.#resume();
    try {
      for (const tail of this.#tails.slice(0, -1)) await tail.look();
      const found = await stat(path);
      this.#seenAt = this.#lookedAt;
      this.problem = found.isFile() ? undefined : { text: `${path} is ${found.isDirectory() ? 'a directory' : 'no file'}`, retry: false };
      if (this.problem === undefined) await this.#meet(found);
    } catch (error) {
      // Between the two steps of a rotation there is no file for a moment: no reason for alarm.
      const lately = this.opened && this.#lookedAt - this.#seenAt < MISSING_MILLIS;
      if (!lately) this.problem = problemOf(error, path);
      await this.#tails.at(-1)?.look();
    }
    this.#first = false;
  }

  async take(limit: number): Promise<Taken> {
    const drafts = this.#found;
    this.#found = [];
    let bytes = 0;
    for (const tail of this.#tails) {
      const taken = await tail.take(limit - drafts.length);
      for (const draft of taken.drafts) drafts.push(draft);
      bytes += taken.bytes;
      // What an older file still holds comes before anything of its successor.
      if (taken.bytes > 0 || taken.drafts.length > 0 || drafts.length >= limit) return { drafts, bytes };
      if (tail !== this.#tails.at(-1)) drafts.push(...(await this.#leave(tail)));
    }
    return { drafts, bytes };
  }

  positions(): readonly Position[] {
    return this.#tails.map((tail) => tail.position());
  }

  async close(): Promise<void> {
    const tails = this.#tails;
    this.#tails = [];
    await Promise.all(tails.map((tail) => tail.close()));
  }

  /** What stands at the path now: the file being read, cut or not, or another one. */
  async #meet(found: FileIdentity & { readonly size: number }): Promise<void> {
    const current = this.#tails.at(-1);
    if (current !== undefined && isSame(current, found)) {
      if (await current.isRewritten(found.size)) this.#found.push(...(await current.restart(this.name)));
      return;
    }
    const { path, from, positions } = this.#options;
    const known = positions.length > 0 || !this.#first;
    const tail = await this.#open(path, (file) => (known ? FROM_START : firstStart(file, from)));
    if (tail === undefined) return;
    this.#tails.push(tail);
    if (current === undefined) return;
    current.grown = this.#options.clock.monotonicMillis();
    await current.look();
  }

  /** Opens the files that an earlier stream had come to, wherever they stand by now. */
  async #resume(): Promise<void> {
    const { path, clock, positions } = this.#options;
    for (const position of positions) {
      const place = await rotatedFile(path, position);
      const tail = place === undefined ? undefined : await this.#open(place, (file) => startAt(position, file)).catch(() => undefined);
      if (tail === undefined) this.#found.push(lost(path, position, clock));
      else this.#tails.push(tail);
    }
  }

  #open(path: string, where: FileTailOptions['where']): Promise<FileTail | undefined> {
    return FileTail.open(path, { ...this.#options, where });
  }

  /** Lets go of a file that was renamed away, once its writer has surely turned to the new one. */
  async #leave(tail: FileTail): Promise<readonly Draft[]> {
    if (this.#options.clock.monotonicMillis() - tail.grown < GRACE_MILLIS) return [];
    this.#tails = this.#tails.filter((other) => other !== tail);
    await tail.close();
    return tail.finish();
  }
}

/** Undefined where the file is not the one that was read: its inode is the same, its content is not. */
function startAt(position: Position, file: OpenedFile): ReaderStart | undefined {
  const same =
    isSame(file, position) && file.size >= position.offset && file.head.length >= position.printed &&
    printOf(file.head, position.printed) === position.print;
  return same ? { offset: position.offset, line: position.line } : undefined;
}

function isSame(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

/** A file met at the very beginning: all of it is history. One that appears later is read from its start and is not. */
async function firstStart(file: OpenedFile, from: 'start' | 'end'): Promise<ReaderStart> {
  if (from === 'start') return { offset: 0, line: 1, historyEnd: file.size };
  if (file.size === 0) return FROM_START;
  const last = await file.byteAt(file.size - 1);
  return { offset: file.size, line: undefined, skipping: last !== 0x0a };
}

function lost(path: string, position: Position, clock: Clock): GapDraft {
  const at = micros(position.read);
  return {
    kind: 'gap', at, until: clock.now(), gapId: `follow:${path}:${at}`, reason: 'truncated', recovered: 0, signal: 'log',
    detail: `the file that stood at ${path} is gone or was written anew; what it held beyond ${position.offset} bytes was not seen`,
  };
}
