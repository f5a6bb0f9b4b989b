// The built program on a recorded session, scrolled line by line: by a key that is held down, or by one that waits for its frame.
import { systemClock } from '../src/lib/clock.ts';
import { programBelow } from '../test/support/followed-lab.ts';
import { spawnTui, type Tui, type TuiOptions } from '../test/support/pty.ts';

const KEYS_PER_SECOND = 30;

export interface ScrolledLog {
  readonly tui: Tui;
  /** Process id of the program itself, below the launcher. */
  readonly program: number;
}

/** At the oldest row, with the cursor at the bottom: every further line down moves the list. */
export async function openLog(session: string, options: TuiOptions): Promise<ScrolledLog> {
  const tui = spawnTui({ ...options, args: [...(options.args ?? []), '--utc', 'replay', session, '--screen', 'logs'], env: { COLORTERM: undefined, ...options.env } });
  await tui.waitFor(/REPLAY/, 30_000);
  tui.press('g', 'pgdn');
  await tui.waitFor(/ #0\b/, 30_000);
  return { tui, program: programBelow(tui) };
}

/** Resolves when the last key has been pressed; the number of frames that came meanwhile. */
export async function heldDown({ tui }: ScrolledLog, seconds: number): Promise<number> {
  const before = framesIn(tui);
  const begin = performance.now();
  let pressed = 0;
  while (pressed < seconds * KEYS_PER_SECOND) {
    const due = Math.floor(((performance.now() - begin) / 1_000) * KEYS_PER_SECOND);
    for (; pressed < due; pressed += 1) tui.press('j');
    await systemClock.sleep(5);
  }
  return framesIn(tui) - before;
}

/** Each key waits for the frame that answers the one before. */
export async function stepped({ tui }: ScrolledLog, keys: number): Promise<void> {
  for (let key = 0; key < keys; key += 1) {
    const before = tui.rawBytes().length;
    tui.press('j');
    await tui.waitFor((now) => now.rawBytes().length > before);
  }
}

/** Each frame moves the list by one scroll of a region of the screen. */
function framesIn(tui: Tui): number {
  return tui.rawBytes().toString('latin1').match(/\u001b\[\d+;\d+r/g)?.length ?? 0;
}
