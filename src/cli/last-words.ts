// A mistake that surfaced where nobody waits for it. The terminal is given back first: what is written while the full screen is shown
// vanishes with it.
import { report } from './report.ts';

const tidying = new Set<() => void>();

/** Runs `tidy` at once before an uncaught error is told; returns how to take that back. */
export function tidyFirst(tidy: () => void): () => void {
  tidying.add(tidy);
  return () => {
    tidying.delete(tidy);
  };
}

/** Ends the program at the first uncaught error, with its message and its exit code. */
export function watchUncaught(): void {
  process.once('uncaughtException', (error) => {
    for (const tidy of tidying) tidy();
    process.exit(report(error));
  });
}
