// Notes that lie beside an incident file and were not taken: said, never passed over.
import { existsSync } from 'node:fs';
import { BESIDE, type Beside } from '../../data/incident/beside.ts';

/** The sentence to say; undefined where nothing was left out. */
export function leftOut(file: string, beside: Beside): string | undefined {
  return 'refused' in beside && existsSync(file + BESIDE) ? `Notes beside the file were left out: ${beside.refused}.` : undefined;
}

/** For commands that print. */
export function warnOfLeftOut(file: string, beside: Beside): void {
  const words = leftOut(file, beside);
  if (words !== undefined) process.stderr.write(`obs-tui: ${words}\n`);
}
