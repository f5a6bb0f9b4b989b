// The bytes of the screen writer, read by a terminal emulator: after any sequence of frames it shows the last one, cell by cell. A
// hundred thousand frames are shown by test/faults/frames.faults.test.ts.
import { expect, it } from 'vitest';
import { firstWrongFrame, SEEDS } from '../support/frames-shown.ts';

const FRAMES = 500;

it.each(SEEDS)('any sequence of frames ends in the last one, seed %i', async (seed) => {
  expect(await firstWrongFrame(seed, FRAMES)).toBeUndefined();
});
