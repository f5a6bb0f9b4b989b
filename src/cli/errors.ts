// Errors at the edge of the program: one clear message on stderr, one exit code.
import { visible } from '../lib/text.ts';
import { ERRORS, ObsError } from '../model/errors.ts';

/** What happened and what helps; never a stack for an error that is a person's to mend. */
export function describeError(error: unknown): string {
  if (error instanceof ObsError) return `obs-tui: ${visible(error.message)} [${error.code}]\n  ${ERRORS[error.code].remedy}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `obs-tui: a mistake of obs-tui itself [BUG]\n${stack.split('\n').map((row) => `  ${visible(row)}`).join('\n')}\n  ${ERRORS.BUG.remedy}`;
}

export function exitCodeOf(error: unknown): number {
  return error instanceof ObsError ? (ERRORS[error.code].exit ?? 1) : ERRORS.BUG.exit;
}
