// The whole command line: also read by the completion and the documentation writers.
import type { Command } from 'commander';
import { EXAMPLES } from './examples.ts';
import { addHeadlessCommands } from './headless.ts';
import { screenProgram } from './screen-program.ts';

/** `done` is told the exit code of the command that ran. */
export function wholeProgram(done: (code: number) => void): Command {
  const program = screenProgram(done);
  addHeadlessCommands(program, done);
  addExamples(program, []);
  return program;
}

function addExamples(command: Command, path: readonly string[]): void {
  const examples = EXAMPLES[path.join(' ')];
  if (examples !== undefined) command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`);
  for (const child of command.commands) addExamples(child, [...path, child.name()]);
}
