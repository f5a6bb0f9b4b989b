// From starting the launcher to the first whole frame on the screen, against the start of Node with nothing to do. Wall time, since
// that is what is waited for; both in turns, so that a busy machine slows both.
import { spawnTui } from '../test/support/pty.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { liveSession } from './live-session.ts';
import { finished } from './processes.ts';
import { withFolder } from './scratch.ts';

const ROUNDS = 7;
const SESSION_ROWS = 20_000;

export const start: Benchmark = {
  name: 'start',
  run: () =>
    withFolder(async (folder) => {
      const live = await liveSession(folder, SESSION_ROWS, 10);
      await live.close();
      const replay = (): Promise<number> => firstFrame(['replay', live.path], /REPLAY/);
      const demo = (): Promise<number> => firstFrame(['demo', '--no-record'], /FOLLOWING/);
      const node = async (): Promise<number> => (await finished(process.execPath, ['-e', '0'])).wallSeconds * 1_000;
      // Fills the cache of compiled code, which every later start finds.
      await replay();
      await demo();
      return [
        figure('replay', `start to first frame of a recorded session of ${SESSION_ROWS.toLocaleString('en-US')} rows`, await inTurns(ROUNDS, replay, node)),
        figure('demo', 'start to first frame of the demo, its lab and recorder included', await inTurns(ROUNDS, demo, node)),
      ];
    }),
};

function figure(name: string, what: string, { ours, theirs }: { readonly ours: readonly number[]; readonly theirs: readonly number[] }): Figure {
  return { id: `start.${name}`, what, unit: 'ms', ours, other: { title: 'node -e 0', values: theirs } };
}

async function firstFrame(args: readonly string[], header: RegExp): Promise<number> {
  const begin = performance.now();
  const tui = spawnTui({ args });
  try {
    await tui.waitFor((now) => header.test(now.screen()[0] ?? '') && (now.screen().at(-1) ?? '').includes('help'), 20_000);
    return performance.now() - begin;
  } finally {
    await tui.close();
  }
}

