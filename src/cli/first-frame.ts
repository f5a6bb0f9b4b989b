// The full screen, its first frame before Ink: it is painted as soon as it can be composed, and while it is read, Ink is loaded and goes on
// with the same writer. Keys typed meanwhile wait, and are not echoed.
import { systemClock } from '../lib/clock.ts';
import { entering, leaveScreen } from '../terminal/full-screen.ts';
import { neverWait, Outlet } from '../terminal/outlet.ts';
import { Pace } from '../terminal/pace.ts';
import { ScreenWriter } from '../terminal/screen-writer.ts';
import { frameLines } from './print-frame.ts';
import type { TuiEnd, TuiOptions } from './tui.tsx';

/** What is shown; the writer is made here. */
type Shown = Omit<TuiOptions, 'outlet' | 'writer'>;

/** Resolves with what ended the screen, when the terminal is as it was before. */
export async function showTui(options: Shown): Promise<TuiEnd> {
  const { terminal } = options;
  const outlet = new Outlet(terminal.stdout, systemClock);
  const writer = new ScreenWriter(outlet, new Pace(systemClock, terminal), terminal);
  try {
    terminal.stdin.setRawMode(true);
    paintFirst(options, writer);
    const { runTui } = await import('./tui.tsx');
    return await runTui({ ...options, outlet, writer });
  } finally {
    // The last words go to the same terminal, and must not wait for a dead one either.
    if (!(await outlet.release())) neverWait(process.stderr);
    leaveScreen();
  }
}

function paintFirst({ session, terminal, screen, zone, keys, kept, adjust, facts }: Shown, writer: ScreenWriter): void {
  const wish = { screen, zone, unicode: terminal.unicode, keys, facts: { recording: kept, ...facts?.() }, ...(adjust === undefined ? {} : { adjust }) };
  writer.enter(entering());
  writer.draw((size) => frameLines(session, { ...wish, size }));
}
