// The built program following a log tail that sends as fast as it is read, until ten million rows have come: how fast they arrive, whether
// each of them is stored, what memory the program takes by then, and how late its screen is meanwhile. `--rows` for fewer.
import { openSession } from '../src/data/session/reader.ts';
import { systemClock } from '../src/lib/clock.ts';
import { cpuSeconds, followLab, residentMb, type FollowedLab } from '../test/support/followed-lab.ts';
import type { Benchmark, Figure } from './figures.ts';
import { loopProbe } from './loop-delay.ts';
import { withFolder } from './scratch.ts';
import { frameOf } from './searched.ts';

const ROWS = 10_000_000;
/** An hour of a thousand lines a second. */
const HOUR_ROWS = 3_600_000;
const LOOK_MILLIS = 250;
/** Whoever stores nothing for so long is stuck. */
const STUCK_SECONDS = 30;

interface Ran {
  readonly seconds: number;
  /** Processor time of the program, all its threads together. */
  readonly cpuSeconds: number;
  readonly sent: number;
  readonly stored: number;
  /** Millions of bytes of the program when an hour's rows were stored, and after all of them; undefined where there are fewer. */
  readonly hourMb: number | undefined;
  readonly endMb: number;
  readonly loopP99: number;
}

export const ingestLong: Benchmark = {
  name: 'ingest-long',
  run: ({ rows = ROWS }) =>
    withFolder(async (folder) => {
      const probe = loopProbe(folder);
      const followed = await followLab({ rate: 'max', seed: 1, count: rows }, { metrics: false, env: probe.env });
      let ran: Omit<Ran, 'loopP99'> | undefined;
      try {
        const loopP99 = await probe.p99During(followed.program, async () => {
          ran = await untilStored(followed, rows);
        });
        return figuresOf(rows, ran === undefined ? undefined : { ...ran, loopP99 });
      } finally {
        await followed.close();
      }
    }),
};

async function untilStored(followed: FollowedLab, rows: number): Promise<Omit<Ran, 'loopP99'>> {
  const { lab, tui, program, session } = followed;
  tui.press('2');
  const reader = openSession(session);
  const begin = performance.now();
  const passed = (): number => (performance.now() - begin) / 1_000;
  let stored = 0;
  let storedAt = 0;
  let hourMb: number | undefined;
  const cpuBefore = cpuSeconds(program);
  await lab.release();
  try {
    while (stored < rows && passed() - storedAt < STUCK_SECONDS) {
      await systemClock.sleep(LOOK_MILLIS);
      const now = reader.totals(frameOf(reader)).logs;
      if (now > stored) storedAt = passed();
      stored = now;
      if (stored >= HOUR_ROWS) hourMb ??= residentMb(program);
    }
    const cpu = cpuSeconds(program) - cpuBefore;
    return { seconds: storedAt, cpuSeconds: cpu, sent: (await lab.settle()).rows, stored, hourMb, endMb: residentMb(program) };
  } finally {
    reader.close();
  }
}

function figuresOf(rows: number, ran: Ran | undefined): readonly Figure[] {
  if (ran === undefined) return [];
  const count = rows.toLocaleString('en-US');
  const figure = (name: string, what: string, unit: string, value: number): Figure => ({ id: `ingest-long.${name}`, what, unit, ours: [value], other: undefined });
  return [
    figure('rate', `${count} rows from a log tail, stored`, 'rows/s', ran.stored / ran.seconds),
    figure('cpu', `${count} rows from a log tail, stored, by the processor time of the whole program`, 'rows/CPU-s', ran.stored / ran.cpuSeconds),
    figure('missing', `of ${ran.sent.toLocaleString('en-US')} rows sent, not stored`, 'rows', ran.sent - ran.stored),
    figure('loop-p99', 'event loop delay of the screen while a log tail is read as fast as it goes, p99', 'ms', ran.loopP99),
    ...(ran.hourMb === undefined ? [] : [figure('memory-3600k', 'memory of the program after 3,600,000 rows', 'MB', ran.hourMb)]),
    figure('memory', `memory of the program after ${count} rows`, 'MB', ran.endMb),
  ];
}
