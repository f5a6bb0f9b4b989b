// What the commands about traces have in common: the session, what was known of it, and how to print.
import { asciiLine } from '../../lib/ascii.ts';
import { fitLine, lineText, type Line } from '../../lib/line.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { PanelContext } from '../../state/command.ts';
import { ansiLine } from '../../terminal/ansi-line.ts';
import type { GlobalOptions } from '../global-options.ts';
import { speaksUnicode } from '../../terminal/kind.ts';
import { whichFrame, whichSession, type SessionOptions } from '../which-session.ts';

export interface TraceOptions extends SessionOptions, Pick<GlobalOptions, 'ascii'> {
  readonly json?: boolean;
}

/** Cells of a line where standard output is no terminal. */
const COLUMNS = 120;
/** Below this nothing fits, above it nothing is easier to read. */
const LEAST_COLUMNS = 40;
const MOST_COLUMNS = 200;

/** Prints what `answer` makes of the session; the exit code. */
export async function answerFrom(options: TraceOptions, answer: (session: Session, frame: Frame) => string | Promise<string>): Promise<number> {
  const session = await whichSession(options.session, options);
  try {
    const text = await answer(session, whichFrame(session, options));
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return 0;
  } finally {
    session.close();
  }
}

/** As a panel of the screen would see it. */
export function panelContext(session: Session, frame: Frame, options: TraceOptions): PanelContext {
  return { session, frame, zone: zoneOf(options), cursor: undefined, unicode: isUnicode(options) };
}

export function zoneOf({ utc }: Pick<SessionOptions, 'utc'>): 'utc' | 'local' {
  return utc === true ? 'utc' : 'local';
}

export function columnsOf(): number {
  return Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, process.stdout.isTTY ? process.stdout.columns : COLUMNS));
}

/** Lines as text, with colours where standard output is a terminal that wants them. */
export function textOf(lines: readonly Line[], options: TraceOptions): string {
  const forced = process.env['FORCE_COLOR'];
  const coloured = forced === undefined ? process.stdout.isTTY : forced !== '0';
  return lines.map((row) => {
    // A terminal would break what is too long in the middle of a word; a file has room.
    const fitted = process.stdout.isTTY ? fitLine(row, process.stdout.columns) : row;
    const shown = isUnicode(options) ? fitted : asciiLine(fitted);
    return `${coloured ? ansiLine(shown) : lineText(shown).trimEnd()}\n`;
  }).join('');
}

/** A file or a pipe takes any character. */
function isUnicode({ ascii }: TraceOptions): boolean {
  return ascii !== true && (speaksUnicode(process.env) || !process.stdout.isTTY);
}
