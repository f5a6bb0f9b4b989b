// What the terminal is sent and what the program costs at 120x40: following 1,000 lines a second and then a source that is silent, and
// following 10,000. lnav follows the same rows in a file, as text, for the same time.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/lib/clock.ts';
import { SECOND } from '../src/lib/micros.ts';
import { cpuSeconds, followLab } from '../test/support/followed-lab.ts';
import { spawnTui, type Tui } from '../test/support/pty.ts';
import { labLines } from './corpus.ts';
import type { Benchmark, Comparison, Figure } from './figures.ts';
import { lnavHome } from './lnav.ts';
import { peer } from './peers.ts';
import { withFolder } from './scratch.ts';

const FOLLOW_SECONDS = 6;
const ROUNDS = 3;
const SCREEN = { cols: 120, rows: 40 };

interface Measured {
  readonly kibPerSecond: number;
  /** Percent of one core. */
  readonly share: number;
  /** After the last row; 0 where it was not waited for. */
  readonly idleBytesPerSecond: number;
}

interface Load {
  readonly linesPerSecond: number;
  /** How long it is watched after the last row. */
  readonly idleSeconds: number;
}

export const tty: Benchmark = {
  name: 'tty',
  run: async () => {
    const lnav = peer('lnav');
    const few = await rounds({ linesPerSecond: 1_000, idleSeconds: 10 }, lnav.path);
    const many = await rounds({ linesPerSecond: 10_000, idleSeconds: 0 }, lnav.path);
    const figure = (name: string, what: string, unit: string, { ours, theirs }: Rounds, value: (measured: Measured) => number): Figure => {
      const other: Comparison | undefined = lnav.path === undefined ? undefined : { title: 'lnav on the same rows', values: theirs.map(value) };
      return { id: `tty.${name}`, what, unit, ours: ours.map(value), other, note: lnav.absent };
    };
    return [
      figure('follow-1k', 'bytes to the terminal at 1,000 lines/s', 'KiB/s', few, ({ kibPerSecond }) => kibPerSecond),
      figure('follow-10k', 'bytes to the terminal at 10,000 lines/s', 'KiB/s', many, ({ kibPerSecond }) => kibPerSecond),
      figure('idle', 'bytes to the terminal while nothing comes', 'B/s', few, ({ idleBytesPerSecond }) => idleBytesPerSecond),
      figure('cpu', 'screen and recorder at 1,000 lines/s', '% of a core', few, ({ share }) => share),
    ];
  },
};

interface Rounds {
  readonly ours: readonly Measured[];
  readonly theirs: readonly Measured[];
}

function rounds(load: Load, lnav: string | undefined): Promise<Rounds> {
  return withFolder(async (folder) => {
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await ourRound(load));
      if (lnav !== undefined) theirs.push(await lnavRound(load, lnav, join(folder, `${round}.log`), lnavHome(folder)));
    }
    return { ours, theirs };
  });
}

async function ourRound({ linesPerSecond, idleSeconds }: Load): Promise<Measured> {
  // The colours that every terminal has: those of 24 bits take more bytes.
  const { lab, tui, program, close } = await followLab({ rate: linesPerSecond, seed: 1 }, { ...SCREEN, metrics: false, env: { COLORTERM: undefined } });
  try {
    tui.press('2');
    await lab.release();
    await tui.waitFor(/at the newest/);
    const following = await over(FOLLOW_SECONDS, tui, [program]);
    await lab.settle();
    return await withIdle(following, tui, idleSeconds);
  } finally {
    await close();
  }
}

async function lnavRound({ linesPerSecond, idleSeconds }: Load, program: string, file: string, home: NodeJS.ProcessEnv): Promise<Measured> {
  const startSecond = Math.floor(systemClock.now() / SECOND);
  const line = linesFrom(startSecond, linesPerSecond);
  writeFileSync(file, `${line()}\n`);
  const tui = spawnTui({ ...SCREEN, program, args: ['-N', file], env: home });
  const begin = performance.now();
  let written = 0;
  const writer = setInterval(() => {
    const due = Math.floor(((performance.now() - begin) / 1_000) * linesPerSecond);
    appendFileSync(file, Array.from({ length: due - written }, () => `${line()}\n`).join(''));
    written = due;
  }, 50);
  try {
    await tui.waitFor(/INFO/);
    tui.press('G');
    const following = await over(FOLLOW_SECONDS, tui, tui.children());
    clearInterval(writer);
    return await withIdle(following, tui, idleSeconds);
  } finally {
    clearInterval(writer);
    await tui.close();
  }
}

function linesFrom(startSecond: number, linesPerSecond: number): () => string {
  let second = 0;
  let lines = labLines(1, linesPerSecond, 0, startSecond);
  let at = 0;
  return () => {
    if (at === lines.length) {
      second += 1;
      lines = labLines(1, linesPerSecond, second, startSecond);
      at = 0;
    }
    at += 1;
    return lines[at - 1] ?? '';
  };
}

/** Begins after a second, when the first screen and the first compiled code are behind it. */
async function over(seconds: number, tui: Tui, pids: readonly number[]): Promise<Omit<Measured, 'idleBytesPerSecond'>> {
  const cpu = (): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  await systemClock.sleep(1_000);
  const before = { bytes: tui.rawBytes().length, cpu: cpu(), at: performance.now() };
  await systemClock.sleep(seconds * 1_000);
  const passed = (performance.now() - before.at) / 1_000;
  return { kibPerSecond: (tui.rawBytes().length - before.bytes) / passed / 1_024, share: ((cpu() - before.cpu) / passed) * 100 };
}

/** For so long the last rows still move through the pictures. */
const SETTLED_SECONDS = 6;

async function withIdle(following: Omit<Measured, 'idleBytesPerSecond'>, tui: Tui, seconds: number): Promise<Measured> {
  if (seconds === 0) return { ...following, idleBytesPerSecond: 0 };
  await systemClock.sleep(SETTLED_SECONDS * 1_000);
  const { kibPerSecond } = await over(seconds, tui, []);
  return { ...following, idleBytesPerSecond: kibPerSecond * 1_024 };
}
