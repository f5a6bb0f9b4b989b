// From spawning the launcher to the first thing on the screen and to the first whole frame, against the start of Node with nothing to
// do. Wall time, since that is what is waited for; both in turns, so that a busy machine slows both.
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { liveSession } from './live-session.ts';
import { finished } from './processes.ts';
import { withFolder } from './scratch.ts';
import { startOf, type Started } from './start-probe.ts';

const ROUNDS = 15;
const SESSION_ROWS = 20_000;

interface Scene {
  readonly name: string;
  readonly what: string;
  readonly args: readonly string[];
  /** First row of its first frame. */
  readonly header: RegExp;
}

export const start: Benchmark = {
  name: 'start',
  run: () =>
    withFolder(async (folder) => {
      const live = await liveSession(folder, SESSION_ROWS, 10);
      await live.close();
      const scenes: readonly Scene[] = [
        { name: 'nothing', what: 'nothing recorded, the start screen', args: [], header: /FOLLOWING/ },
        { name: 'replay', what: `a recorded session of ${SESSION_ROWS.toLocaleString('en-US')} rows`, args: ['replay', live.path], header: /REPLAY/ },
        { name: 'demo', what: 'the demo, its lab and recorder included', args: ['demo', '--no-record'], header: /FOLLOWING/ },
      ];
      const figures: Figure[] = [];
      for (const scene of scenes) figures.push(...(await measured(scene)));
      return figures;
    }),
};

async function measured({ name, what, args, header }: Scene): Promise<readonly Figure[]> {
  // Twice, to fill the cache of compiled code, which every later start finds.
  for (let round = 0; round < 2; round += 1) await startOf(args, header);
  const starts: Started[] = [];
  const ours = async (): Promise<number> => {
    const started = await startOf(args, header);
    starts.push(started);
    return started.frame;
  };
  const node = async (): Promise<number> => (await finished(process.execPath, ['-e', '0'])).wallSeconds * 1_000;
  const { ours: frames, theirs } = await inTurns(ROUNDS, ours, node);
  const other = { title: 'node -e 0', values: theirs };
  return [
    { id: `start.paint-${name}`, what: `first paint: ${what}`, unit: 'ms', ours: starts.map(({ paint }) => paint), other },
    { id: `start.${name}`, what: `first whole frame: ${what}`, unit: 'ms', ours: frames, other },
  ];
}
