// Keys under load: while 10,000 lines a second arrive, the time from a key to the last byte of the frame that answers it, and how late the
// event loop of the screen is. Other jobs on the machine cost time that is not the program's: what the kernel says the program's first
// thread and this one waited for a processor is taken off in a figure of its own.
import { systemClock } from '../src/lib/clock.ts';
import { followLab } from '../test/support/followed-lab.ts';
import { operate, type Answer } from '../test/support/operator.ts';
import { median, quantile, type Benchmark, type Figure } from './figures.ts';
import { loopProbe } from './loop-delay.ts';
import { withFolder } from './scratch.ts';

const LINES_PER_SECOND = 10_000;
const ROUNDS = 3;
const TURNS = 8;
const WARM_UP_SECONDS = 4;

export const load: Benchmark = {
  name: 'load',
  run: () =>
    withFolder(async (folder) => {
      const probe = loopProbe(folder);
      const { lab, tui, program, close } = await followLab({ rate: LINES_PER_SECOND, seed: 7 }, { env: probe.env });
      const rounds: (readonly Answer[])[] = [];
      const late: number[] = [];
      try {
        tui.press('2');
        await lab.release();
        await tui.waitFor(/at the newest/);
        await systemClock.sleep(WARM_UP_SECONDS * 1_000);
        for (let round = 0; round < ROUNDS; round += 1) {
          const answers: Answer[] = [];
          late.push(await probe.p99During(program, async () => {
            for (let turn = 0; turn < TURNS; turn += 1) answers.push(...(await operate(tui, program)));
          }));
          rounds.push(answers);
        }
      } finally {
        await close();
      }
      const figure = (name: string, what: string, ours: readonly number[]): Figure => ({ id: `load.${name}`, what, unit: 'ms', ours, other: undefined });
      const taken = (answers: readonly Answer[]): readonly number[] => answers.map(({ millis }) => millis);
      const own = (answers: readonly Answer[]): readonly number[] => answers.map(({ millis, waited }) => millis - waited);
      return [
        figure('key', 'key to the last byte of its frame at 10,000 lines/s, median', rounds.map((answers) => median(taken(answers)))),
        figure('key-p95', 'key to the last byte of its frame at 10,000 lines/s, p95', rounds.map((answers) => quantile(taken(answers), 0.95))),
        figure('key-own-p95', 'key to the last byte of its frame at 10,000 lines/s, p95, without waiting for a processor', rounds.map((answers) => quantile(own(answers), 0.95))),
        figure('loop-p99', 'event loop delay of the screen at 10,000 lines/s, p99', late),
      ];
    }),
};
