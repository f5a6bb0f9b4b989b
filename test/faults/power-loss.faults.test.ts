import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { recover } from '../../src/data/session/recover.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { checkRows } from '../support/numbered-rows.ts';
import { crashStates, type CrashState } from '../support/power-loss/states.ts';
import { canTrace, traced } from '../support/power-loss/trace.ts';
import { tempFolder } from '../support/session.ts';

const RECORDER = fileURLToPath(new URL('../support/power-loss/record-child.ts', import.meta.url));
const COMMITS = 60;
const STATES = 400;
const SEED = 6;

const permitted = canTrace();
if (!permitted) process.stderr.write('POWER LOSS NOT TRIED: strace is not there, or may not trace\n');

it.runIf(permitted)(`loses no acknowledged row and damages no page in ${STATES} states that a power loss leaves of a recording`, () => {
  expect(statesThatFail('FULL', STATES)).toEqual([]);
});

it.runIf(permitted)('notices in most states that a recorder without syncs loses rows', () => {
  expect(statesThatFail('OFF', 100).length).toBeGreaterThan(50);
});

function statesThatFail(synchronous: 'FULL' | 'OFF', count: number): readonly string[] {
  const folder = tempFolder();
  const watched = join(folder, 'watched');
  const after = join(folder, 'after');
  for (const made of [watched, after]) mkdirSync(made);
  const events = traced(RECORDER, [join(watched, 'sessions', 'run.db'), String(COMMITS), synchronous], watched);
  const failed: string[] = [];
  for (const state of crashStates(events, count, SEED, after)) {
    const problems = problemsOf(state);
    if (problems.length > 0) failed.push(`${state.name}: ${problems.join('; ')}`);
    rmSync(state.folder, { recursive: true });
  }
  return failed;
}

function problemsOf({ folder, said }: CrashState): readonly string[] {
  const path = join(folder, 'sessions', 'run.db');
  const acknowledged = Number(said ?? 0);
  const problems: string[] = [];
  try {
    // Before its first commit there may be less than a session; then it must be possible to begin one.
    if (acknowledged === 0) openWriter(path, { title: 'again' }).close();
    if (!existsSync(path)) return ['the file is gone'];
    if (recover(path) === undefined) return acknowledged === 0 ? [] : ['every row is lost'];
    const session = openSession(path);
    const found = checkRows(session, problems);
    session.close();
    if (found < acknowledged) problems.push(`${acknowledged - found} of ${acknowledged} acknowledged rows are lost`);
  } catch (error) {
    problems.push(String(error));
  }
  return problems;
}
