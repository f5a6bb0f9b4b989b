// Entry of the program. Everything else is reached from src/cli.
import { lastWords, watchUncaught } from './cli/last-words.ts';
import { runProgram } from './cli/program.ts';
import { watchStreams } from './cli/streams.ts';

watchStreams();
watchUncaught();
process.exitCode = await runProgram(process.argv.slice(2));
await lastWords();
// A command that is done is done: no forgotten timer of a library may keep the shell waiting.
process.stdout.write('', () => process.exit());
