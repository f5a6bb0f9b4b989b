// A short recorded session and one moment of it, for tests of terminals: what any of them shows in a replay paused there must be what
// `obs-tui frame` prints.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { toRfc3339 } from '../../src/lib/micros.ts';
import { LabRun } from './lab-run.ts';
import { runProgramFile } from './run-program.ts';

export interface Shown {
  /** Arguments of `obs-tui` for a replay that is paused at the moment. */
  replay(screen: string, ...more: readonly string[]): readonly string[];
  /** The rows that it must show, without the spaces at their ends. */
  rows(screen: string, columns: number, rows: number, ...more: readonly string[]): Promise<readonly string[]>;
}

/** Call it at the top level of a file. */
export function shownSession(): Shown {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-shown-'));
  const path = join(folder, 'lab.db');
  let moment = '';
  beforeAll(() => {
    // Until after the alert, with errors, charts and a marked gap on the way.
    const run = new LabRun({ path, seed: 1, rate: 12, from: 860 });
    run.backfill(60);
    run.follow(30);
    run.cut();
    run.follow(3);
    run.restore(0.5);
    run.follow(20);
    moment = toRfc3339(run.clock.now());
    run.follow(10);
    run.finish();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const printed = new Map<string, Promise<readonly string[]>>();
  const frame = async (argv: readonly string[], rows: number): Promise<readonly string[]> => {
    const { code, out, err } = await runProgramFile(argv);
    if (code !== 0) throw new Error(err);
    return trimmed(out.split('\n').slice(0, rows));
  };
  const place = (screen: string): readonly string[] => ['--screen', screen, '--at', moment, '--utc'];
  return {
    replay: (screen, ...more) => ['replay', path, ...place(screen), ...more],
    rows: (screen, columns, rows, ...more) => {
      const argv = ['frame', path, ...place(screen), '--size', `${columns}x${rows}`, ...more];
      const known = printed.get(argv.join(' ')) ?? frame(argv, rows);
      printed.set(argv.join(' '), known);
      return known;
    },
  };
}

export function trimmed(rows: readonly string[]): readonly string[] {
  return rows.map((row) => row.trimEnd());
}
