// The command as people run it, a process that waits and one that saves, killed together or one without the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { listIncidents } from '../../src/data/incident/library.ts';
import { verifyFile } from '../../src/data/incident/load.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { childrenOf, endGroup, isAlive, until } from '../support/processes.ts';
import { numberedSession } from '../support/saved-files.ts';
import { tempFolder } from '../support/session.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const TRIALS = 48;
const ROWS = 20_000;
const SEED = 70;
const WHOM = ['both', 'the one that waits', 'the one that saves'] as const;

interface Ended {
  readonly code: number | null;
  readonly millis: number;
  readonly errors: string;
}

/** Saves into the library of `home`; what `strike` does with the process that waits is done `afterMillis` after its start. */
async function save(session: string, home: string, strike?: (waits: number) => void, afterMillis = 0): Promise<Ended> {
  const began = performance.now();
  const env = { PATH: process.env['PATH'], HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, TMPDIR: home };
  const child = spawn(process.execPath, [PROGRAM, 'incident', 'save', '--session', session, '--all'], { detached: true, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const group = child.pid ?? 0;
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  // The one that saves may go on for a moment without the one that waits: it holds the pipe of errors open.
  const closed = once(child, 'close');
  const timer = strike === undefined ? undefined : setTimeout(() => isAlive(group) && strike(group), afterMillis);
  await closed;
  clearTimeout(timer);
  await until(() => !isAlive(-group), 'both processes are gone');
  return { code: child.exitCode, millis: performance.now() - began, errors };
}

function strikeAt(whom: (typeof WHOM)[number]): (waits: number) => void {
  if (whom === 'both') return endGroup;
  if (whom === 'the one that waits') return (waits) => void process.kill(waits, 'SIGKILL');
  return (waits) => {
    for (const saves of childrenOf(waits)) process.kill(saves, 'SIGKILL');
  };
}

/** What is wrong in the library after a save that ended so; `before` are the files that were there. */
function problemsIn(library: string, before: ReadonlySet<string>, { code }: Ended): readonly string[] {
  const problems = listIncidents(library).filter(({ state }) => state === 'altered').map(({ id }) => `${id} cannot be read`);
  const files = readdirSync(library);
  const made = files.filter((file) => file.endsWith('.obsx') && !before.has(file));
  for (const file of made) {
    try {
      verifyFile(join(library, file));
    } catch (error) {
      problems.push(`${file}: ${String(error)}`);
    }
  }
  // A save that ended well is there; one that was killed may have been done just before.
  if (made.length > 1 || (code === 0 && made.length === 0)) problems.push(`the save ended with ${code} and made ${made.length} files`);
  return [...problems, ...files.filter((file) => file.startsWith('.')).map((file) => `${file} stays behind`)];
}

it(`leaves whole files in the library only, over ${TRIALS} kills of the command`, async () => {
  const folder = tempFolder();
  const session = numberedSession(join(folder, 'run.db'), ROWS);
  const calm = await save(session, folder);
  expect(calm).toMatchObject({ code: 0 });
  const library = join(folder, 'obs-tui', 'incidents');
  let interrupted = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const whom = WHOM[trial % WHOM.length] ?? 'both';
    const random = seededRandom(SEED + trial);
    const before = new Set(readdirSync(library));
    const ended = await save(session, folder, strikeAt(whom), calm.millis * (0.3 + 0.7 * random()));
    if (readdirSync(library).some((file) => file.startsWith('.'))) interrupted += 1;
    expect(problemsIn(library, before, ended), `seed ${SEED}, trial ${trial}, killed: ${whom}`).toEqual([]);
    // One line says what happened, and one what to do.
    if (whom === 'the one that saves' && ended.code !== 0) expect(ended.errors, `seed ${SEED}, trial ${trial}`).toMatch(/^obs-tui: [^\n]+\[\w+\]\n(?: {2}[^\n]+\n)?$/);
  }
  expect(interrupted).toBeGreaterThan(0);
});
