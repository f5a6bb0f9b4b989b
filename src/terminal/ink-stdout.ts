// The standard output that Ink is given. Ink's own frames end here: the screen writer draws. What goes on to the terminal are the
// modes that Ink sets and takes back: the alternate screen, the cursor, bracketed paste.
import { Writable } from 'node:stream';
import { MODES_OFF, MODES_ON } from './modes.ts';
import type { Outlet } from './outlet.ts';
import type { ScreenWriter } from './screen-writer.ts';

const MODES = /\u001b\[\?(?:1049|25|2004)[hl]/g;
const OURS = '\u001b[?1049h';
const THEIRS = '\u001b[?1049l';

export interface Resizing {
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

export class InkStdout extends Writable {
  readonly isTTY = true;
  readonly #outlet: Outlet;
  readonly #writer: ScreenWriter;
  readonly #terminal: Resizing;

  constructor(outlet: Outlet, writer: ScreenWriter, terminal: Resizing) {
    super({ decodeStrings: false });
    this.#outlet = outlet;
    this.#writer = writer;
    this.#terminal = terminal;
    terminal.on('resize', this.#resized);
  }

  get columns(): number {
    return this.#outlet.columns;
  }

  get rows(): number {
    return this.#outlet.rows;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const modes: readonly string[] = String(chunk).match(MODES) ?? [];
    if (modes.includes(THEIRS)) this.#writer.leave();
    if (modes.length > 0) this.#outlet.send(modes.join('').replace(THEIRS, MODES_OFF + THEIRS).replace(OURS, OURS + MODES_ON));
    if (modes.includes(OURS)) this.#writer.enter();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#terminal.off('resize', this.#resized);
    done(error);
  }

  /** A terminal moves and cuts what it shows when its size changes, also where the size is the old one again by now. */
  readonly #resized = (): void => {
    this.emit('resize');
    this.#writer.repaint();
  };
}
