// A terminal in memory: bytes go in, a screen of cells comes out. What it would answer to a program (reports, device attributes) is
// handed to `answer`, as a real terminal would send it back.
import { createRequire } from 'node:module';
import type { IBufferCell } from '@xterm/headless';

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof import('@xterm/headless');

/** `default`, `palette:0` to `palette:255`, or `#rrggbb`. */
export type Colour = string;

export interface Cell {
  /** Empty for the right half of a wide character. */
  readonly text: string;
  readonly width: number;
  readonly foreground: Colour;
  readonly background: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export interface MemoryTerminal {
  readonly columns: number;
  readonly rows: number;
  readonly altScreen: boolean;
  readonly cursorVisible: boolean;
  readonly cursor: { readonly x: number; readonly y: number };
  /** What must never happen: a bell, a title, a string sequence (OSC, DCS), a question that this terminal answered. */
  readonly events: readonly string[];
  /** Names of the input modes that are switched on: they must all be off after the program ends. */
  readonly inputModes: readonly string[];
  /** Resolves when these bytes are on the screen. */
  write(bytes: Uint8Array | string): Promise<void>;
  resize(columns: number, rows: number): void;
  /** One string for each row, without the spaces at its end. */
  screen(): readonly string[];
  cell(x: number, y: number): Cell;
  dispose(): void;
}

export function memoryTerminal(columns: number, rows: number, answer: (text: string) => void = () => undefined): MemoryTerminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  let cursorVisible = true;
  const watchCursor = (final: string, shown: boolean): void => {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(25)) cursorVisible = shown;
      return false;
    });
  };
  watchCursor('h', true);
  watchCursor('l', false);
  const events = watchEvents(terminal);
  terminal.onData(answer);
  const line = (y: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y);

  return {
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    get altScreen() {
      return terminal.buffer.active.type === 'alternate';
    },
    get cursorVisible() {
      return cursorVisible;
    },
    get cursor() {
      return { x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY };
    },
    events,
    get inputModes() {
      const { bracketedPasteMode, mouseTrackingMode, sendFocusMode, synchronizedOutputMode } = terminal.modes;
      const on = { paste: bracketedPasteMode, mouse: mouseTrackingMode !== 'none', focus: sendFocusMode, sync: synchronizedOutputMode };
      return Object.entries(on).flatMap(([name, isOn]) => (isOn ? [name] : []));
    },
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    resize: (toColumns, toRows) => terminal.resize(toColumns, toRows),
    screen: () => Array.from({ length: terminal.rows }, (_, y) => line(y)?.translateToString(true) ?? ''),
    cell(x, y) {
      const cell = line(y)?.getCell(x);
      if (cell === undefined) throw new RangeError(`no cell at ${x},${y} in ${terminal.cols}x${terminal.rows}`);
      return readCell(cell);
    },
    dispose: () => terminal.dispose(),
  };
}

/** String sequences that terminals act on; those without a handler here are ignored by every terminal. */
const OSC = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 50, 52, 99, 104, 110, 111, 112, 133, 777, 1_337];
const DCS = [{ intermediates: '$', final: 'q' }, { intermediates: '+', final: 'q' }, { final: 'q' }, { intermediates: '!', final: 'z' }, { final: 's' }];

function watchEvents(terminal: InstanceType<typeof Terminal>): readonly string[] {
  const events: string[] = [];
  const note = (event: string): boolean => {
    events.push(event);
    return false;
  };
  terminal.onBell(() => note('bell'));
  terminal.onTitleChange((title) => note(`title ${title}`));
  terminal.onData((data) => note(`answer ${JSON.stringify(data)}`));
  for (const id of OSC) terminal.parser.registerOscHandler(id, (data) => note(`OSC ${id} ${data.slice(0, 40)}`));
  for (const id of DCS) terminal.parser.registerDcsHandler(id, (data) => note(`DCS ${id.final} ${data.slice(0, 40)}`));
  return events;
}

function readCell(cell: IBufferCell): Cell {
  return {
    text: cell.getWidth() === 0 ? '' : cell.getChars() || ' ',
    width: cell.getWidth(),
    foreground: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colour(isDefault: boolean, isRgb: boolean, value: number): Colour {
  if (isDefault) return 'default';
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : `palette:${value}`;
}
