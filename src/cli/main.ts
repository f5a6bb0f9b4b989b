// The program from its first word to its last.
import { systemClock } from '../lib/clock.ts';
import { lastWords, watchUncaught } from './last-words.ts';
import { runProgram } from './program.ts';
import { takeSkeleton } from './skeleton.ts';
import { watchStreams } from './streams.ts';

const PATIENCE_MILLIS = 500;

export async function main(argv: readonly string[]): Promise<void> {
  takeSkeleton(process.env);
  watchStreams();
  watchUncaught();
  process.exitCode = await runProgram(argv);
  await lastWords();
  // A command that is done is done: no forgotten timer of a library may keep the shell waiting.
  const written = new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  // A pipe is waited for as long as it takes; a terminal that is dead takes nothing any more.
  await (process.stdout.isTTY ? Promise.race([written, systemClock.sleep(PATIENCE_MILLIS)]) : written);
  process.exit();
}
