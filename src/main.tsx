// Entry of the program. Everything else is reached from src/cli.
import { runProgram } from './cli/program.ts';

process.exitCode = await runProgram(process.argv.slice(2));
// A command that is done is done: no forgotten timer of a library may keep the shell waiting.
process.stdout.write('', () => process.exit());
