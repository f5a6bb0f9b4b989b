// The standard output that Ink is given. Ink's own frames end here: the screen writer draws. What goes on to the terminal are the
// modes that Ink sets and takes back: the alternate screen, the cursor, bracketed paste.
import { Writable } from 'node:stream';
import { entering, wasLeft } from './full-screen.ts';
import { ENTER, LEAVE, MODES_OFF } from './modes.ts';
import type { Outlet } from './outlet.ts';
import type { ScreenWriter } from './screen-writer.ts';

const MODES = /\u001b\[\?(?:1049|25|2004)[hl]/g;

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
    if (modes.includes(ENTER)) this.#enter();
    if (modes.includes(LEAVE)) this.#leave();
    const others = modes.filter((mode) => mode !== ENTER && mode !== LEAVE).join('');
    if (others !== '') this.#outlet.send(others);
    done();
  }

  /** The alternate screen is entered before Ink is loaded; after a suspension by Ink. */
  #enter(): void {
    const opening = entering();
    if (opening !== '') this.#writer.enter(opening);
  }

  #leave(): void {
    this.#writer.leave();
    wasLeft();
    this.#outlet.send(MODES_OFF + LEAVE);
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
