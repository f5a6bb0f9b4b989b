// The program runs without a command too, so the parser itself takes a mistyped command for an argument too many. This says what was meant.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { nearest } from '../lib/nearest.ts';
import { ObsError } from '../model/errors.ts';

/** Throws USAGE where the first word is no command. `program` is asked once and must not be used again. */
export function refuseUnknownCommand(argv: readonly string[], program: Command): void {
  const word = program.parseOptions([...argv]).operands[0];
  const names = [...program.commands.map((command) => command.name()), 'help'];
  if (word === undefined || names.includes(word)) return;
  throw new ObsError('USAGE', `there is no command "${word}"; ${suggestion(word, names)}`);
}

function suggestion(word: string, names: readonly string[]): string {
  if (/^(?:https?|wss?):\/\//.test(word)) return `did you mean \`obs-tui connect ${word}\`?`;
  if (existsSync(word)) return `did you mean \`obs-tui ${word.endsWith('.db') ? 'replay' : 'follow'} ${word}\`?`;
  const near = nearest(word, names);
  return near === undefined ? `the commands are ${names.join(', ')}` : `did you mean "${near}"?`;
}
