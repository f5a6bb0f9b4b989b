// The program from its first word to its last.
import { systemClock } from '../lib/clock.ts';
import { lastWords, watchUncaught } from './last-words.ts';
import { runProgram } from './program.ts';
import { takeSkeleton } from './skeleton.ts';
import { watchStreams } from './streams.ts';

const PATIENCE_MILLIS = 500;
/** The longest that a timer can be. */
const FOR_EVER_MILLIS = 2 ** 31 - 1;

export async function main(argv: readonly string[]): Promise<void> {
  takeSkeleton(process.env);
  watchStreams();
  watchUncaught();
  process.exitCode = await runProgram(argv);
  await lastWords();
  // A command that is done is done: no forgotten timer of a library may keep the shell waiting.
  const over = new AbortController();
  process.stdout.write('', () => over.abort());
  // A pipe is waited for as long as it takes; a terminal that is dead takes nothing any more.
  await systemClock.sleep(process.stdout.isTTY ? PATIENCE_MILLIS : FOR_EVER_MILLIS, over.signal);
  process.exit();
}
