// The last word of a command that failed, wherever the error came from: the message on stderr, the crash file, the exit code.
import { systemClock } from '../lib/clock.ts';
import { ObsError } from '../model/errors.ts';
import { leaveScreen } from '../terminal/full-screen.ts';
import { aboutText } from './about.ts';
import { describeError, exitCodeOf } from './errors.ts';
import { appPaths } from './paths.ts';

/** Says what happened, on the normal screen; the exit code. The last thing a program does. */
export async function report(error: unknown): Promise<number> {
  const crashFile = error instanceof ObsError ? undefined : await crashFileOf(error);
  leaveScreen();
  process.stderr.write(`${describeError(error, crashFile)}\n`);
  return exitCodeOf(error);
}

/** What writes it is needed for this alone, and for most programs never. */
async function crashFileOf(error: unknown): Promise<string | undefined> {
  const { writeCrashFile } = await import('./crash-file.ts');
  return writeCrashFile(appPaths().crashes, error, systemClock.now(), aboutText());
}
