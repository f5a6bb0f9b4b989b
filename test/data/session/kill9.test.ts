import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/lib/random.ts';
import { closeAfterTrials, killTrial } from '../../support/kill9.ts';
import { tempFolder } from '../../support/session.ts';

it('keeps every acknowledged row when the recorder is killed, three times on the same file', async () => {
  const path = join(tempFolder(), 'killed.db');
  const random = seededRandom(9);
  let acknowledged = 0;
  for (let trial = 0; trial < 3; trial += 1) {
    const result = await killTrial(path, random);
    expect(result.problems).toEqual([]);
    acknowledged = Math.max(acknowledged, result.acknowledged);
  }
  expect(acknowledged).toBeGreaterThan(0);
  expect(closeAfterTrials(path)).toEqual([]);
});
