// The built program under 10,000 lines a second for a minute: nothing is lost, keys are answered, memory stays flat.
import { afterEach, describe, expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { micros } from '../../src/lib/micros.ts';
import { cpuSeconds, followLab, recordedRows, residentMb, type FollowedLab } from '../support/followed-lab.ts';
import { operate, type Answer } from '../support/operator.ts';
import { until } from '../support/processes.ts';

const LINES_PER_SECOND = 10_000;
const SECONDS = 60;
/** Young heaps, compiled code and caches have found their size by then. */
const WARM_UP_SECONDS = 20;

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

describe(`${LINES_PER_SECOND} lines a second for ${SECONDS} s`, () => {
  it('are all recorded or counted as missing, while keys are answered within 100 ms and memory stays flat', async () => {
    const followed = await followLab({ rate: LINES_PER_SECOND, seed: 7 });
    close = followed.close;
    const { lab, tui, program } = followed;
    tui.press('2');
    await tui.waitFor(/ time +L /);
    await lab.release();

    const begin = performance.now();
    const elapsed = (): number => (performance.now() - begin) / 1_000;
    const cpuBefore = cpuSeconds(program);
    const answers: Answer[] = [];
    const memory: { readonly second: number; readonly megabytes: number }[] = [];
    while (elapsed() < SECONDS) {
      answers.push(...(await operate(tui, program)));
      memory.push({ second: elapsed(), megabytes: residentMb(program) });
    }
    const cpu = (cpuSeconds(program) - cpuBefore) / elapsed();
    const sent = await lab.settle();
    const behind = performance.now();
    await until(() => accountedFor(followed, sent.lastId), `row ${sent.lastId} to be recorded`, 120_000);
    const caughtUp = performance.now() - behind;
    tui.press('Q');
    const { code } = await tui.exit();
    const kept = recordedRows(followed.session);
    const missing = missingRows(followed.session);

    const taken = answers.map(({ millis }) => millis);
    const own = answers.map(({ millis, waited }) => millis - waited);
    const warm = memory.filter(({ second }) => second >= WARM_UP_SECONDS);
    const most = Math.max(...warm.map(({ megabytes }) => megabytes));
    const growth = median(megabytesBetween(warm, SECONDS - 10, SECONDS)) / median(megabytesBetween(warm, SECONDS - 30, SECONDS - 20));
    process.stderr.write(
      `load: ${sent.rows} rows sent, ${kept.rows} recorded, ${missing} missing in gaps, caught up in ${caughtUp.toFixed(0)} ms; ` +
        `key to frame median ${median(taken).toFixed(0)} ms, p95 ${quantile(taken, 0.95).toFixed(0)} ms of ${taken.length}, ` +
        `${quantile(own, 0.95).toFixed(0)} ms without waiting for a processor; ` +
        `memory at most ${most.toFixed(0)} MB, last 30 s x ${growth.toFixed(3)}; ${cpu.toFixed(2)} cores\n`,
    );

    expect(code).toBe(0);
    expect(sent.rows).toBeGreaterThan(LINES_PER_SECOND * SECONDS * 0.8);
    expect(kept).toEqual({ rows: sent.rows - missing, distinct: sent.rows - missing, least: 1, greatest: sent.lastId });
    expect(answers.length).toBeGreaterThan(100);
    // On a machine that is busy with other work, the time it lets the program wait is not the program's.
    expect(quantile(own, 0.95)).toBeLessThanOrEqual(100);
    expect(most).toBeLessThan(250);
    expect(growth).toBeLessThanOrEqual(1.1);
  });
});

function accountedFor({ session }: FollowedLab, lastId: number): boolean {
  const reader = openSession(session);
  try {
    const head = reader.head();
    const [newest] = reader.logs({ head, asked: head.seq, span: { from: micros(0), to: head.latest } }, { direction: 'older', limit: 1 }).rows;
    return newest?.rowId === `1:${lastId}`;
  } finally {
    reader.close();
  }
}

/** What the newest word on every gap says is missing. */
function missingRows(session: string): number {
  const reader = openSession(session);
  const head = reader.head();
  const span = { from: micros(0), to: head.learned };
  const gaps = reader.gaps({ head, asked: head.seq, span }, span);
  reader.close();
  return gaps.reduce((sum, gap) => sum + (gap.missing ?? Number.NaN), 0);
}

function megabytesBetween(memory: readonly { readonly second: number; readonly megabytes: number }[], from: number, to: number): readonly number[] {
  return memory.filter(({ second }) => second >= from && second < to + 1).map(({ megabytes }) => megabytes);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
