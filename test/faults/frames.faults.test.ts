// A hundred thousand random frames, sizes and hostile texts through the screen writer into a terminal emulator, every cell compared.
import { expect, it } from 'vitest';
import { firstWrongFrame, SEEDS } from '../support/frames-shown.ts';

const FRAMES = 100_000;

it.each(SEEDS)(`of ${FRAMES} frames each is what the terminal shows, seed %i`, { timeout: 1_800_000 }, async (seed) => {
  expect(await firstWrongFrame(seed, FRAMES / SEEDS.length)).toBeUndefined();
});
