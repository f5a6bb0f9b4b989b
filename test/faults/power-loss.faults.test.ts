import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { recover } from '../../src/data/session/recover.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { checkRows } from '../support/numbered-rows.ts';
import { crashStates, type CrashState } from '../support/power-loss/states.ts';
import { canTrace, traced } from '../support/power-loss/trace.ts';
import { checkSaved, numberedSession } from '../support/saved-files.ts';
import { tempFolder } from '../support/session.ts';

const RECORDER = fileURLToPath(new URL('../support/power-loss/record-child.ts', import.meta.url));
const SAVER = fileURLToPath(new URL('../support/save-child.ts', import.meta.url));
const COMMITS = 60;
const SAVES = 4;
const STATES = 400;
const SEED = 6;

const permitted = canTrace();
if (!permitted) process.stderr.write('POWER LOSS NOT TRIED: strace is not there, or may not trace\n');

describe.runIf(permitted)('a recording', () => {
  it(`loses no acknowledged row and no sound page in ${STATES} states that a power loss leaves`, () => {
    expect(recordingsThatFail('FULL', STATES)).toEqual([]);
  });

  it('is seen to lose rows when it does not sync', () => {
    expect(recordingsThatFail('OFF', 100).length).toBeGreaterThan(50);
  });
});

describe.runIf(permitted)('an incident file', () => {
  it(`is there whole or not at all, and stays when it was said to be there, in ${STATES} states that a power loss leaves`, () => {
    expect(savesThatFail('', STATES)).toEqual([]);
  });

  it('is seen to be lost or halved when it is not synced', () => {
    expect(savesThatFail('unsynced', 100).length).toBeGreaterThan(25);
  });
});

function recordingsThatFail(synchronous: 'FULL' | 'OFF', count: number): readonly string[] {
  const { watched, after } = folders();
  const events = traced(RECORDER, [join(watched, 'sessions', 'run.db'), String(COMMITS), synchronous], watched);
  return thoseThatFail(crashStates(events, count, SEED, after), problemsOfRecording);
}

function savesThatFail(syncs: '' | 'unsynced', count: number): readonly string[] {
  const { folder, watched, after } = folders();
  const session = numberedSession(join(folder, 'run.db'), 3_000);
  const events = traced(SAVER, [session, join(watched, 'incidents'), String(SAVES), syncs], watched);
  const whole = readFileSync(join(watched, 'incidents', '1.obsx'));
  return thoseThatFail(crashStates(events, count, SEED, after), ({ folder, said }) => checkSaved(join(folder, 'incidents'), whole, Number(said ?? 0) || 0));
}

function folders(): { readonly folder: string; readonly watched: string; readonly after: string } {
  const folder = tempFolder();
  const [watched, after] = [join(folder, 'watched'), join(folder, 'after')];
  for (const made of [watched, after]) mkdirSync(made);
  return { folder, watched, after };
}

function thoseThatFail(states: Iterable<CrashState>, problemsOf: (state: CrashState) => readonly string[]): readonly string[] {
  const failed: string[] = [];
  for (const state of states) {
    const problems = problemsOf(state);
    if (problems.length > 0) failed.push(`${state.name}: ${problems.join('; ')}`);
    rmSync(state.folder, { recursive: true });
  }
  return failed;
}

function problemsOfRecording({ folder, said }: CrashState): readonly string[] {
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
