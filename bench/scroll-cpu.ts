// Processor time of one frame of a list that scrolls by a line at 200x50: the first thread of the built program, from key to bytes, against
// stock Ink drawing the same screens and nothing else.
import { openSession } from '../src/data/session/reader.ts';
import type { Line } from '../src/lib/line.ts';
import { composed } from './composed.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { firstThreadMillis, threadSeconds } from './processes.ts';
import { recordedCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';
import { openLog, stepped, type ScrolledLog } from './scrolled-log.ts';
import { inkScreen } from './stock-ink.ts';

const SIZE = { columns: 200, rows: 50 };
const ROWS = 20_000;
const ROUNDS = 5;
const FRAMES = 100;
/** Compiled code is what runs for hours. */
const WARM_UP_FRAMES = 300;

export const scrollCpu: Benchmark = {
  name: 'scroll-cpu',
  run: () =>
    withFolder(async (folder) => {
      const session = recordedCorpus(folder, ROWS);
      const log = await openLog(session, { cols: SIZE.columns, rows: SIZE.rows });
      const ink = await inkScreen(SIZE);
      try {
        await stepped(log, WARM_UP_FRAMES);
        const screens = scrolledScreens(session);
        const drawing = (): number => {
          const begin = threadSeconds();
          for (const lines of screens) ink.draw(lines);
          return ((threadSeconds() - begin) * 1_000) / screens.length;
        };
        drawing();
        const { ours, theirs } = await inTurns(ROUNDS, () => scrolling(log), drawing);
        return [{ id: 'scroll-cpu.line', what: 'a line down at 200x50, from key to bytes', unit: 'ms CPU', ours, other: { title: 'Ink drawing the same lines', values: theirs } } satisfies Figure];
      } finally {
        ink.close();
        await log.tui.close();
      }
    }),
};

async function scrolling(log: ScrolledLog): Promise<number> {
  const begin = firstThreadMillis(log.program);
  await stepped(log, FRAMES);
  return (firstThreadMillis(log.program) - begin) / FRAMES;
}

/** What the program shows while it scrolls, composed here. */
function scrolledScreens(path: string): readonly (readonly Line[])[] {
  const session = openSession(path);
  const logs = composed(session, 'logs', SIZE);
  logs.press({ chord: 'g', text: 'g' });
  logs.press({ chord: 'pgdn', text: undefined });
  const screens = Array.from({ length: FRAMES }, () => {
    logs.press({ chord: 'j', text: 'j' });
    return logs.lines();
  });
  session.close();
  return screens;
}
