// One frame as text on standard output: what the screen would show, for bug reports, pictures and tests.
import { systemClock } from '../lib/clock.ts';
import { lineText, type Line } from '../lib/line.ts';
import type { Head, Session } from '../model/session.ts';
import type { ChromeFacts } from '../screens/chrome.ts';
import { composeScreen } from '../screens/compose.ts';
import { contextFor } from '../screens/context.ts';
import { buildRegistry } from '../screens/index.ts';
import type { AppState } from '../state/app.ts';
import type { Size } from '../state/command.ts';
import { pausedAt } from '../state/playhead.ts';
import { initialState } from '../state/update.ts';
import { ansiLine } from '../terminal/ansi-line.ts';
import { leaveScreen } from '../terminal/full-screen.ts';

export interface FrameWish {
  readonly screen: string;
  readonly size: Size;
  readonly zone: 'local' | 'utc';
  /** False draws with ASCII characters only. Default true. */
  readonly unicode?: boolean;
  /** Where the playhead is paused; it follows the newest commit when absent. */
  readonly head?: Head;
  /** Where to look otherwise. */
  readonly adjust?: (state: AppState) => AppState;
  /** The operator's own. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** What the session does not know; of a recording that goes well when absent. */
  readonly facts?: Partial<ChromeFacts>;
}

/** What stands for the full screen where there is no terminal. */
export const PLAIN_SIZE: Size = { columns: 120, rows: 40 };

/** Says that a frame is printed instead; `when` goes on after "one plain frame". */
export function sayPlain(when: string): void {
  leaveScreen();
  process.stderr.write(`obs-tui: no terminal here: one plain frame${when} [NO_TERMINAL]\n`);
}

export function printPlainFrame(session: Session, wish: Pick<FrameWish, 'zone' | 'unicode' | 'adjust'> & { readonly screen?: string }): Promise<void> {
  return printFrame(session, { screen: 'overview', size: PLAIN_SIZE, ...wish }, false);
}

export async function printFrame(session: Session, wish: FrameWish, ansi: boolean): Promise<void> {
  const rows = frameLines(session, wish).map((row) => (ansi ? ansiLine(row) : lineText(row).trimEnd()));
  const text = `${rows.join('\n')}\n`;
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** What the screen shows first, whoever paints it. */
export function frameLines(session: Session, wish: FrameWish): readonly Line[] {
  const registry = buildRegistry(wish.keys ?? {});
  const first = initialState(registry, wish.screen);
  const { head, unicode = true, adjust = (state) => state } = wish;
  const app = adjust({ ...first, time: { ...first.time, zone: wish.zone }, ...(head === undefined ? {} : { playhead: pausedAt(head) }) });
  const context = contextFor(app, { session, registry, clock: systemClock, unicode }, wish.size);
  return composeScreen(context, registry, { stalled: false, trouble: undefined, recording: true, ...wish.facts }, wish.size);
}
