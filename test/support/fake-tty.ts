// A terminal that takes bytes only when it is told to, as one behind a slow or dead line.
import { EventEmitter } from 'node:events';
import type { WriteStream } from 'node:tty';

export class FakeTty extends EventEmitter {
  columns = 40;
  rows = 4;
  readonly isTTY = true;
  readonly sent: string[] = [];
  readonly blocking: boolean[] = [];
  readonly _handle = { setBlocking: (blocking: boolean) => this.blocking.push(blocking) };
  #waiting: (() => void)[] = [];

  get writableLength(): number {
    return this.#waiting.length;
  }

  write(bytes: Uint8Array, taken: () => void): boolean {
    this.sent.push(Buffer.from(bytes).toString());
    this.#waiting.push(taken);
    return false;
  }

  /** Takes all that was sent. */
  take(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const taken of waiting) taken();
  }

  /** As what the program takes it for; only what the outlet asks of it is there. */
  get stream(): WriteStream {
    return this as unknown as WriteStream;
  }
}
