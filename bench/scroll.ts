// Bytes to the terminal for one key: a line down and a page down through the same corpus, at four sizes, against lnav and `less -S`.
// All three programs stay open side by side and get their keys in turns.
import { systemClock } from '../src/lib/clock.ts';
import { spawnTui, type Tui, type TuiOptions } from '../test/support/pty.ts';
import { median, type Benchmark, type Figure } from './figures.ts';
import { lnavHome } from './lnav.ts';
import { peer } from './peers.ts';
import { recordedCorpus, writtenCorpus } from './recorded-corpus.ts';
import { withFolder } from './scratch.ts';

const ROWS = 20_000;
const ROUNDS = 3;
const LINES = 9;
const PAGES = 4;
const SIZES = [[80, 24], [120, 40], [200, 50], [300, 80]] as const;
/** A frame is over when nothing has come for so long. */
const QUIET_MILLIS = 60;

interface Scroller {
  readonly name: string;
  readonly tui: Tui;
  readonly page: string;
}

export const scroll: Benchmark = {
  name: 'scroll',
  run: () =>
    withFolder(async (folder) => {
      const session = recordedCorpus(folder, ROWS);
      const { file } = writtenCorpus(folder, ROWS);
      const figures: Figure[] = [];
      for (const [cols, rows] of SIZES) figures.push(...(await atSize({ cols, rows }, session, file, lnavHome(folder))));
      return figures;
    }),
};

async function atSize(size: Required<Pick<TuiOptions, 'cols' | 'rows'>>, session: string, file: string, home: NodeJS.ProcessEnv): Promise<readonly Figure[]> {
  const open: Scroller[] = [];
  try {
    open.push(await ours(size, session));
    const [lnav, less] = [peer('lnav').path, peer('less').path];
    if (lnav !== undefined) open.push(await lnavAt(size, lnav, file, home));
    if (less !== undefined) open.push(await lessAt(size, less, file));
    const lines = await inRounds(open, LINES, () => 'j');
    const pages = await inRounds(open, PAGES, ({ page }) => page);
    const place = `${size.cols}x${size.rows}`;
    return ['lnav', 'less'].flatMap((name) => [
      figureOf(`line${name === 'less' ? '-less' : ''}-${place}`, `bytes for a line down at ${place}`, lines, name),
      figureOf(`page${name === 'less' ? '-less' : ''}-${place}`, `bytes for a page down at ${place}`, pages, name),
    ]);
  } finally {
    await Promise.all(open.map(({ tui }) => tui.close()));
  }
}

function figureOf(id: string, what: string, values: ReadonlyMap<string, readonly number[]>, name: string): Figure {
  const theirs = values.get(name);
  return { id: `scroll.${id}`, what, unit: 'B', ours: values.get('ours') ?? [], other: theirs === undefined ? undefined : { title: name === 'less' ? 'less -S' : name, values: theirs }, note: peer(name).absent };
}

/** From the oldest row, with the cursor at the bottom: every further line down moves the list. */
async function ours(size: TuiOptions, session: string): Promise<Scroller> {
  const tui = spawnTui({ ...size, args: ['--utc', 'replay', session, '--screen', 'logs'], env: { COLORTERM: undefined } });
  await tui.waitFor(/REPLAY/);
  tui.press('g', 'pgdn');
  return { name: 'ours', tui, page: 'pgdn' };
}

async function lnavAt(size: TuiOptions, program: string, file: string, home: NodeJS.ProcessEnv): Promise<Scroller> {
  const tui = spawnTui({ ...size, program, args: ['-N', file], env: home });
  await tui.waitFor(/ info /);
  await quiet(tui);
  tui.press('g');
  return { name: 'lnav', tui, page: 'space' };
}

async function lessAt(size: TuiOptions, program: string, file: string): Promise<Scroller> {
  const tui = spawnTui({ ...size, program, args: ['-S', file], env: { LESS: undefined } });
  await tui.waitFor(/"level":/);
  return { name: 'less', tui, page: 'space' };
}

/** Per program and round the middle of what its keys cost. */
async function inRounds(open: readonly Scroller[], keys: number, keyOf: (scroller: Scroller) => string): Promise<ReadonlyMap<string, readonly number[]>> {
  const values = new Map(open.map(({ name }) => [name, [] as number[]]));
  for (const { tui } of open) await quiet(tui);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const scroller of round % 2 === 0 ? open : open.toReversed()) {
      const bytes: number[] = [];
      for (let key = 0; key < keys; key += 1) bytes.push(await costOf(scroller.tui, keyOf(scroller)));
      values.get(scroller.name)?.push(median(bytes));
    }
  }
  return values;
}

async function costOf(tui: Tui, key: string): Promise<number> {
  const before = tui.rawBytes().length;
  tui.press(key);
  await tui.waitFor((now) => now.rawBytes().length > before);
  await quiet(tui);
  return tui.rawBytes().length - before;
}

async function quiet(tui: Tui): Promise<void> {
  let bytes = -1;
  while (bytes !== tui.rawBytes().length) {
    bytes = tui.rawBytes().length;
    await systemClock.sleep(QUIET_MILLIS);
  }
}
