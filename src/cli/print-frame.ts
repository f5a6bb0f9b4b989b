// One frame as text on standard output: what the screen would show, for bug reports, pictures and tests.
import { systemClock } from '../lib/clock.ts';
import { lineText } from '../lib/line.ts';
import type { Head, Session } from '../model/session.ts';
import { contextFor } from '../screens/App.tsx';
import { composeScreen } from '../screens/compose.ts';
import { buildRegistry } from '../screens/index.ts';
import type { AppState } from '../state/app.ts';
import type { Size } from '../state/command.ts';
import { pausedAt } from '../state/playhead.ts';
import { initialState } from '../state/update.ts';
import { ansiLine } from '../terminal/ansi-line.ts';

export interface FrameWish {
  readonly screen: string;
  readonly size: Size;
  readonly zone: 'local' | 'utc';
  readonly ansi: boolean;
  /** False draws with ASCII characters only. Default true. */
  readonly unicode?: boolean;
  /** Where the playhead is paused; it follows the newest commit when absent. */
  readonly head?: Head;
  /** Where to look otherwise. */
  readonly adjust?: (state: AppState) => AppState;
}

/** What stands for the full screen where there is no terminal. */
export const PLAIN_SIZE: Size = { columns: 120, rows: 40 };

/** Says that a frame is printed instead; `when` goes on after "one plain frame". */
export function sayPlain(when: string): void {
  process.stderr.write(`obs-tui: no terminal here: one plain frame${when} [NO_TERMINAL]\n`);
}

export function printPlainFrame(session: Session, wish: Pick<FrameWish, 'zone' | 'unicode' | 'adjust'> & { readonly screen?: string }): Promise<void> {
  return printFrame(session, { screen: 'overview', size: PLAIN_SIZE, ansi: false, ...wish });
}

export async function printFrame(session: Session, wish: FrameWish): Promise<void> {
  const text = `${frameLines(session, wish).join('\n')}\n`;
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

function frameLines(session: Session, wish: FrameWish): readonly string[] {
  const registry = buildRegistry({});
  const first = initialState(registry, wish.screen);
  const { head, unicode = true, adjust = (state) => state } = wish;
  const app = adjust({ ...first, time: { ...first.time, zone: wish.zone }, ...(head === undefined ? {} : { playhead: pausedAt(head) }) });
  const context = contextFor(app, { session, registry, clock: systemClock, unicode }, wish.size);
  const facts = { stalled: false, trouble: undefined, recording: true };
  return composeScreen(context, registry, facts, wish.size).map((row) => (wish.ansi ? ansiLine(row) : lineText(row).trimEnd()));
}
