// The last word of a command that failed, wherever the error came from: the message on stderr, the crash file, the exit code.
import { systemClock } from '../lib/clock.ts';
import { ObsError } from '../model/errors.ts';
import { aboutText } from './about.ts';
import { writeCrashFile } from './crash-file.ts';
import { describeError, exitCodeOf } from './errors.ts';
import { appPaths } from './paths.ts';

/** Says what happened; the exit code. Waits for nothing, so that it can be the last thing a program does. */
export function report(error: unknown): number {
  const crashFile = error instanceof ObsError ? undefined : writeCrashFile(appPaths().crashes, error, systemClock.now(), aboutText());
  process.stderr.write(`${describeError(error, crashFile)}\n`);
  return exitCodeOf(error);
}
