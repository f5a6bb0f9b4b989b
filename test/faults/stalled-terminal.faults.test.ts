// A terminal that stops reading, as a hung connection does: the screen stands still, the recording does not, and the program still
// ends when it is told to.
import { afterEach, describe, expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { followLab, recordedRows, type FollowedLab } from '../support/followed-lab.ts';
import { isAlive, until } from '../support/processes.ts';

const LINES_PER_SECOND = 3_000;
const STALLED_SECONDS = 60;
/** Two seconds, after which the launcher ends a program that does not end itself; the rest is for a busy machine. */
const END_MILLIS = 4_000;

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

async function stalled(): Promise<FollowedLab> {
  const followed = await followLab({ rate: LINES_PER_SECOND, seed: 8 });
  close = followed.close;
  followed.tui.press('2');
  await followed.tui.waitFor(/ time +L /);
  await followed.lab.release();
  await followed.tui.waitFor(/at the newest/);
  followed.tui.stall();
  return followed;
}

function recorded(session: string): number {
  const reader = openSession(session);
  const head = reader.head();
  const { logs } = reader.totals({ head, asked: head.seq, span: { from: head.learned, to: head.learned } });
  reader.close();
  return logs;
}

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

describe('a terminal that is not read', () => {
  it(`for ${STALLED_SECONDS} s loses no row, and shows the present when it is read again`, async () => {
    const { lab, tui, session } = await stalled();
    const bytes = tui.rawBytes().length;
    await pause(1);
    const early = recorded(session);
    await pause(STALLED_SECONDS - 1);
    const late = recorded(session);
    const stood = tui.rawBytes().length - bytes;
    tui.unstall();
    await tui.waitFor(/FOLLOWING/);
    const sent = await lab.settle();
    await until(() => recorded(session) === sent.rows, `${sent.rows} rows to be recorded`);
    await tui.waitFor(/at the newest/);
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);

    expect(stood).toBe(0);
    expect(late - early).toBeGreaterThan((STALLED_SECONDS - 1) * LINES_PER_SECOND * 0.6);
    expect(recordedRows(session)).toEqual({ rows: sent.rows, distinct: sent.rows, least: 1, greatest: sent.lastId });
  });

  it(`for ${STALLED_SECONDS} s does not keep the program from ending on SIGTERM, and what was committed is there`, async () => {
    const { tui, session, program } = await stalled();
    await pause(STALLED_SECONDS);
    const committed = recorded(session);
    const told = performance.now();
    tui.kill('SIGTERM');
    await until(() => !isAlive(program), 'the program to end', 10_000);
    const took = performance.now() - told;
    process.stderr.write(`stalled terminal: ended ${took.toFixed(0)} ms after SIGTERM, ${committed} rows committed before it\n`);

    expect(took).toBeLessThan(END_MILLIS);
    const kept = recordedRows(session);
    expect(kept.rows).toBeGreaterThanOrEqual(committed);
    expect(kept).toEqual({ rows: kept.rows, distinct: kept.rows, least: 1, greatest: kept.rows });
    const launchers = tui.children();
    tui.unstall();
    expect((await tui.exit()).code).not.toBe(0);
    expect(launchers.filter(isAlive)).toEqual([]);
  });
});
