// Ink by itself as the yardstick of a frame: the same lines, drawn the way the program hands them over, into a stream that keeps nothing.
import { Writable } from 'node:stream';
import type { Line } from '../src/lib/line.ts';
import type { Size } from '../src/state/command.ts';
import { THEME } from '../src/lib/theme.ts';

export interface InkScreen {
  /** Draws at once; every call is a whole frame. */
  draw(lines: readonly Line[]): void;
  close(): void;
}

class Nowhere extends Writable {
  readonly columns: number;
  readonly rows: number;
  readonly isTTY = true;

  constructor({ columns, rows }: Size) {
    super({ write: (_chunk, _encoding, done) => done() });
    this.columns = columns;
    this.rows = rows;
  }
}

export async function inkScreen(size: Size): Promise<InkScreen> {
  // React and Ink choose their slow, checking build at import.
  process.env['NODE_ENV'] = 'production';
  const [{ Box, render, Text }, { createElement }] = await Promise.all([import('ink'), import('react')]);
  const textOf = (row: Line, index: number) =>
    createElement(
      Text,
      { key: index, wrap: 'truncate' },
      row.spans.length === 0 ? ' ' : row.spans.map((piece, place) => createElement(Text, { key: place, ...THEME[piece.style], ...(piece.inverse === true ? { inverse: true } : {}) }, piece.text)),
    );
  const tree = (lines: readonly Line[]) => createElement(Box, { flexDirection: 'column', width: size.columns, height: lines.length }, lines.map(textOf));
  const stdout = new Nowhere(size) as unknown as NodeJS.WriteStream;
  // `debug` writes every update at once instead of thirty a second.
  const ink = render(tree([]), { stdout, debug: true, patchConsole: false, exitOnCtrlC: false });
  return { draw: (lines) => ink.rerender(tree(lines)), close: () => ink.unmount() };
}
