// The terminal's end for bytes. Never waits for it: a terminal that does not take them (a dead link, a stopped multiplexer) must not
// stop keys, signals and the clock.
import type { WriteStream } from 'node:tty';
import type { Clock } from '../lib/clock.ts';

/** The launcher ends a program that takes longer than two seconds. */
const PATIENCE_MILLIS = 500;

export class Outlet {
  readonly #stream: WriteStream;
  readonly #clock: Clock;
  #busy = false;
  #drained: () => void = () => undefined;

  constructor(stream: WriteStream, clock: Clock) {
    this.#clock = clock;
    this.#stream = stream;
    setBlocking(stream, false);
  }

  get columns(): number {
    return this.#stream.columns;
  }

  get rows(): number {
    return this.#stream.rows;
  }

  /** The terminal has not yet taken what it was sent last. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Told whenever it has taken everything. */
  onDrain(drained: () => void): void {
    this.#drained = drained;
  }

  /** Hands all of it to the terminal; returns how many bytes that are. */
  send(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    this.#busy = true;
    this.#stream.write(bytes, () => {
      this.#busy = this.#stream.writableLength > 0;
      if (!this.#busy) this.#drained();
    });
    return bytes.length;
  }

  /** Puts the terminal back to how programs expect it, once it has taken everything; false where it takes nothing any more. */
  async release(): Promise<boolean> {
    const given = new AbortController();
    this.onDrain(() => given.abort());
    if (this.#busy) await this.#clock.sleep(PATIENCE_MILLIS, given.signal);
    // A write that waits for a dead terminal would keep the program for ever.
    if (!this.#busy) setBlocking(this.#stream, true);
    return !this.#busy;
  }
}

/** From now on what is written to it is lost rather than waited for. */
export function neverWait(stream: WriteStream): void {
  setBlocking(stream, false);
}

/** There is no public way: without the handle, or on a Node that has it no more, writes wait for the terminal. */
function setBlocking(stream: WriteStream, blocking: boolean): void {
  const { _handle: handle } = stream as { readonly _handle?: { setBlocking?: (blocking: boolean) => number } | null };
  handle?.setBlocking?.(blocking);
}
