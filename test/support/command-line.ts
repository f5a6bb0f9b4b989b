// Whether a written command line would be understood, without running it.
import type { Command } from 'commander';
import { wholeProgram } from '../../src/cli/whole-program.ts';
import { refuseUnknownCommand } from '../../src/cli/unknown-command.ts';

const nothing = (): void => undefined;

/** The words behind `obs-tui` in a line of a shell, up to a pipe, a redirection or a comment. */
export function wordsOf(line: string): readonly string[] {
  const words = /(?:^|\| |\$ )(?:bin\/)?obs-tui(?= |$)((?:'[^']*'|"[^"]*"|[^|>#'"])*)/.exec(line)?.[1] ?? '';
  return [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? '');
}

/** Parses with actions that do nothing. Rejects where the parser would refuse the line. */
export async function parseOnly(words: readonly string[]): Promise<void> {
  const program = wholeProgram(nothing);
  still(program);
  refuseUnknownCommand(words, wholeProgram(nothing));
  await program.parseAsync([...words], { from: 'user' });
}

function still(command: Command): void {
  command.action(nothing).configureOutput({ writeOut: nothing });
  command.commands.forEach(still);
}
