// One frame as text on standard output: what the screen would show, for bug reports, pictures and tests.
import { systemClock } from '../lib/clock.ts';
import { lineText } from '../lib/line.ts';
import type { Micros } from '../lib/micros.ts';
import type { Session } from '../model/session.ts';
import { contextFor } from '../screens/App.tsx';
import { composeScreen } from '../screens/compose.ts';
import { buildRegistry } from '../screens/index.ts';
import type { Size } from '../state/command.ts';
import { pausedAt } from '../state/playhead.ts';
import { initialState } from '../state/update.ts';
import { ansiLine } from '../terminal/ansi-line.ts';

export interface FrameWish {
  readonly screen: string;
  readonly size: Size;
  readonly zone: 'local' | 'utc';
  readonly ansi: boolean;
  /** What was known at this moment; everything when absent. */
  readonly at?: Micros;
}

export async function printFrame(session: Session, wish: FrameWish): Promise<void> {
  const text = `${frameLines(session, wish).join('\n')}\n`;
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

export function frameLines(session: Session, wish: FrameWish): readonly string[] {
  const registry = buildRegistry({});
  const first = initialState(registry, wish.screen);
  const head = wish.at === undefined ? undefined : session.headAt(wish.at);
  const app = { ...first, time: { ...first.time, zone: wish.zone }, ...(head === undefined ? {} : { playhead: pausedAt(head) }) };
  const context = contextFor(app, { session, registry, clock: systemClock, unicode: true }, wish.size);
  const facts = { stalled: false, trouble: undefined, recording: true };
  return composeScreen(context, registry, facts, wish.size).map((row) => (wish.ansi ? ansiLine(row) : lineText(row).trimEnd()));
}
