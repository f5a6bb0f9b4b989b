// Runs one command line. Commands are loaded when they are called, and what only other commands need is not even described to the parser
// where the full screen is asked for, so that starting stays quick.
import { CommanderError, type Command } from 'commander';
import { report } from './report.ts';
import { screenProgram } from './screen-program.ts';
import { isForScreen } from './skeleton.ts';

/** Resolves with the exit code and never rejects. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let code = 0;
  const done = (result: number): void => {
    code = result;
  };
  try {
    const program = isForScreen(argv) ? screenProgram(done) : await withAllCommands(argv, done);
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error);
  }
}

async function withAllCommands(argv: readonly string[], done: (code: number) => void): Promise<Command> {
  const [{ wholeProgram }, { refuseUnknownCommand }] = await Promise.all([import('./whole-program.ts'), import('./unknown-command.ts')]);
  refuseUnknownCommand(argv, wholeProgram(() => undefined));
  return wholeProgram(done);
}
