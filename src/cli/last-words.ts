// A mistake that surfaced where nobody waits for it. The terminal is given back first: what is written while the full screen is shown
// vanishes with it. Then the session is closed, and then it is told what happened.
import { systemClock } from '../lib/clock.ts';
import { report } from './report.ts';

type Tidy = () => unknown;

/** Longer than closing a session takes; whatever hangs after a mistake must not keep the terminal. */
const PATIENCE_MILLIS = 2_000;

const tidying = new Set<Tidy>();
let saying: Promise<void> | undefined;

/** Runs `tidy` before an uncaught error is told, the newest one first; returns how to take that back. */
export function tidyFirst(tidy: Tidy): () => void {
  tidying.add(tidy);
  return () => {
    tidying.delete(tidy);
  };
}

/** Ends the program at the first uncaught error, with its message and its exit code. */
export function watchUncaught(): void {
  process.on('uncaughtException', (error) => {
    // What breaks while tidying would hide what broke first.
    saying ??= tidyAll().then(() => report(error)).then((code) => process.exit(code));
  });
}

/** An orderly end waits here: while an uncaught error is being told, the exit code is that of the error. */
export async function lastWords(): Promise<void> {
  await saying;
}

async function tidyAll(): Promise<void> {
  for (const tidy of [...tidying].toReversed()) {
    await Promise.race([Promise.allSettled([runAsync(tidy)]), systemClock.sleep(PATIENCE_MILLIS)]);
  }
}

async function runAsync(tidy: Tidy): Promise<void> {
  await tidy();
}
