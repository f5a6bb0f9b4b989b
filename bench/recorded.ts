// A recorded session of a million rows against lnav on a file of the same rows: from the start to the first whole frame, against what lnav
// takes to load the file; and a search through all of it, against what lnav's search takes above its load.
import { openSession } from '../src/data/session/reader.ts';
import { spawnTui, type Tui } from '../test/support/pty.ts';
import { NEEDLE } from './corpus.ts';
import { inTurns, type Benchmark, type Comparison, type Figure } from './figures.ts';
import { lnavHome, lnavKnows, lnavLoad, lnavSearch } from './lnav.ts';
import { peer } from './peers.ts';
import { recordedCorpus, writtenCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';
import { hits } from './searched.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;

export const recorded: Benchmark = {
  name: 'recorded',
  run: ({ rows = ROWS }) =>
    withFolder(async (folder) => {
      const session = recordedCorpus(folder, rows);
      const { file } = writtenCorpus(folder, rows);
      const home = lnavHome(folder);
      const { path: lnav, absent } = peer('lnav');
      if (lnav !== undefined) await lnavKnows(lnav, file, rows, home);
      const load = async (): Promise<number> => (lnav === undefined ? Number.NaN : (await lnavLoad(lnav, file, home)).wallSeconds * 1_000);
      const search = async (): Promise<number> => {
        const alone = await load();
        return lnav === undefined ? Number.NaN : (await lnavSearch(lnav, file, NEEDLE, home)).wallSeconds * 1_000 - alone;
      };
      // Fills the cache of compiled code, and the kernel's of the file.
      await reopened(session);
      const reopening = await inTurns(ROUNDS, () => reopened(session), load);
      const searching = await inTurns(ROUNDS, () => searched(session, rows), search);
      const other = (title: string, values: readonly number[]): Comparison | undefined => (lnav === undefined ? undefined : { title, values });
      const count = rows.toLocaleString('en-US');
      return [
        { id: 'recorded.reopen', what: `${count} recorded rows, start to first whole frame`, unit: 'ms', ours: reopening.ours, other: other('lnav loading the file', reopening.theirs), note: absent },
        { id: 'recorded.search', what: `${count} recorded rows searched to the end`, unit: 'ms', ours: searching.ours, other: other("lnav's search above its load", searching.theirs), note: absent },
      ] satisfies readonly Figure[];
    }),
};

async function reopened(session: string): Promise<number> {
  const begin = performance.now();
  const tui = spawnTui({ args: ['--utc', 'replay', session, '--screen', 'logs'] });
  try {
    await tui.waitFor(wholeFrame, 20_000);
    return performance.now() - begin;
  } finally {
    await tui.close();
  }
}

/** From the header to the footer. */
function wholeFrame(tui: Tui): boolean {
  return (tui.screen()[0] ?? '').includes('REPLAY') && (tui.screen().at(-1) ?? '').includes('help');
}

/** Throws where not every hit is found. */
function searched(path: string, rows: number): number {
  const session = openSession(path);
  const begin = performance.now();
  const found = hits(session, NEEDLE);
  const millis = performance.now() - begin;
  session.close();
  if (found !== Math.floor(rows / 100_000)) throw new Error(`${found} hits in ${rows} rows`);
  return millis;
}
