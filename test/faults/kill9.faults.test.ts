import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/random.ts';
import { closeAfterTrials, killTrial } from '../support/kill9.ts';
import { tempFolder } from '../support/session.ts';

const FILES = 10;
const TRIALS_PER_FILE = 5;

it(`keeps every acknowledged row over ${FILES * TRIALS_PER_FILE} kills`, async () => {
  const folder = tempFolder();
  const random = seededRandom(50);
  for (let file = 0; file < FILES; file += 1) {
    const path = join(folder, `${file}.db`);
    for (let trial = 0; trial < TRIALS_PER_FILE; trial += 1) {
      const result = await killTrial(path, random);
      expect(result.problems, `file ${file}, trial ${trial}`).toEqual([]);
    }
    expect(closeAfterTrials(path)).toEqual([]);
  }
});
