import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { saveIncident } from '../../src/data/incident/save.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { closeAfterTrials, killSaveTrial, killTrial } from '../support/kill9.ts';
import { numberedSession, planOfNumbers } from '../support/saved-files.ts';
import { tempFolder } from '../support/session.ts';

const FILES = 40;
const TRIALS_PER_FILE = 5;
const SAVE_TRIALS = 100;
/** So many at once: a child spends much of its life starting. */
const LANES = 4;
const SEED = 50;

it(`keeps every acknowledged row over ${FILES * TRIALS_PER_FILE} kills of a recorder, five for each file`, async () => {
  const folder = tempFolder();
  await inLanes(FILES, async (file) => {
    const random = seededRandom(SEED + file);
    const path = join(folder, `${file}.db`);
    for (let trial = 0; trial < TRIALS_PER_FILE; trial += 1) {
      const result = await killTrial(path, random);
      expect(result.problems, `seed ${SEED}, file ${file}, trial ${trial}`).toEqual([]);
    }
    expect(closeAfterTrials(path), `seed ${SEED}, file ${file}`).toEqual([]);
  });
});

it(`leaves whole incident files only over ${SAVE_TRIALS} kills while saving`, async () => {
  const folder = tempFolder();
  const session = numberedSession(join(folder, 'run.db'), 3_000);
  const reference = join(folder, 'whole.obsx');
  saveIncident(planOfNumbers(session), reference, { redactor: undefined });
  const whole = readFileSync(reference);
  let interrupted = 0;
  await inLanes(SAVE_TRIALS, async (trial) => {
    const result = await killSaveTrial(session, mkdtempSync(join(folder, 'saved-')), whole, seededRandom(SEED + trial));
    expect(result.problems, `seed ${SEED}, trial ${trial}`).toEqual([]);
    if (result.interrupted) interrupted += 1;
  });
  expect(interrupted).toBeGreaterThan(SAVE_TRIALS / 4);
});

async function inLanes(count: number, run: (number: number) => Promise<void>): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number).values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const number of numbers) await run(number);
    }),
  );
}
