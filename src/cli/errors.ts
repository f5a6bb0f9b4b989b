// Errors at the edge of the program: one clear message on stderr, one exit code, and for a mistake of our own a crash file.
import { visible } from '../lib/text.ts';
import { ERRORS, ObsError } from '../model/errors.ts';

/** What happened and what helps. No stack: where the error is a mistake of our own, `crashFile` names the file that holds it. */
export function describeError(error: unknown, crashFile?: string): string {
  if (error instanceof ObsError) return `obs-tui: ${safeRows(error.message)} [${error.code}]\n  ${ERRORS[error.code].remedy}`;
  const [first = ''] = summaryOf(error).split('\n', 1);
  const where = crashFile === undefined ? 'No crash file could be written.' : `Crash file: ${visible(crashFile)}`;
  return `obs-tui: a mistake of obs-tui itself: ${visible(first, 300)} [BUG]\n  ${where}\n  ${ERRORS.BUG.remedy}`;
}

export function exitCodeOf(error: unknown): number {
  return error instanceof ObsError ? ERRORS[error.code].exit : ERRORS.BUG.exit;
}

/** `TypeError: x is undefined`, also for what is thrown and is no Error. */
export function summaryOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : `${typeof error}: ${String(error)}`;
}

/** A message may have several rows of its own, as that of a filter with its caret; everything else in it is shown. */
function safeRows(message: string): string {
  return message.split('\n').map((row) => visible(row)).join('\n');
}
