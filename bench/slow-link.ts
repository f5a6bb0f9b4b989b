// A line of 64 KiB/s at 200x50: the built program is asked for 30 frames a second, a key for the next line is held down, and the terminal
// takes no more bytes than such a line does. How many frames arrive, and how late the event loop is meanwhile.
import type { Benchmark, Figure } from './figures.ts';
import { loopProbe } from './loop-delay.ts';
import { recordedCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';
import { heldDown, openLog } from './scrolled-log.ts';

const BYTES_PER_SECOND = 64 * 1_024;
const ROWS = 20_000;
const ROUNDS = 3;
/** Long enough to fill what the kernel holds back between program and line. */
const WARM_UP_SECONDS = 3;
const SECONDS = 5;

export const slowLink: Benchmark = {
  name: 'slow-link',
  run: () =>
    withFolder(async (folder) => {
      const probe = loopProbe(folder);
      const log = await openLog(recordedCorpus(folder, ROWS), { args: ['--fps', '30'], cols: 200, rows: 50, env: probe.env, bytesPerSecond: BYTES_PER_SECOND });
      const frames: number[] = [];
      const late: number[] = [];
      try {
        await heldDown(log, WARM_UP_SECONDS);
        for (let round = 0; round < ROUNDS; round += 1) {
          late.push(await probe.p99During(log.program, async () => void frames.push((await heldDown(log, SECONDS)) / SECONDS)));
        }
      } finally {
        await log.tui.close();
      }
      return [
        { id: 'slow-link.fps', what: 'frames a second on a line of 64 KiB/s at 200x50, 30 asked', unit: 'fps', ours: frames, other: undefined },
        { id: 'slow-link.loop-p99', what: 'event loop delay of the screen on a line of 64 KiB/s at 200x50, p99', unit: 'ms', ours: late, other: undefined },
      ] satisfies readonly Figure[];
    }),
};
