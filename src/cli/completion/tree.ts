// The command tree as the completion scripts need it: for each command what may come next, and which options take a value.
import type { Command, Option } from 'commander';

export interface Level {
  /** Names from the program down, `logs query`; empty for the program. */
  readonly path: string;
  readonly commands: readonly Word[];
  /** Those of the program among them: they are taken everywhere. */
  readonly options: readonly Word[];
  /** Fixed words that the first argument may be. */
  readonly choices: readonly string[];
  readonly takesFiles: boolean;
}

export interface Word {
  readonly text: string;
  readonly help: string;
}

export interface Values {
  /** `--color` */
  readonly option: string;
  /** Empty where the value may be anything, or a file. */
  readonly choices: readonly string[];
}

export interface CommandTree {
  readonly levels: readonly Level[];
  /** Options that are followed by a value, each once. */
  readonly values: readonly Values[];
}

const HELP: Word = { text: '--help', help: 'show help' };

export function commandTree(program: Command): CommandTree {
  const all = commandsBelow(program);
  const options = all.flatMap(({ command }) => command.options).filter((option) => option.required || option.optional);
  const names = [...new Set(options.map(longName))];
  return {
    levels: all.map(({ path, command }) => level(path, command, program)),
    values: names.map((option) => ({ option, choices: options.find((one) => longName(one) === option)?.argChoices ?? [] })),
  };
}

function commandsBelow(command: Command, path: readonly string[] = []): readonly { readonly path: string; readonly command: Command }[] {
  return [{ path: path.join(' '), command }, ...command.commands.flatMap((child) => commandsBelow(child, [...path, child.name()]))];
}

function level(path: string, command: Command, program: Command): Level {
  const options = [...new Set([...command.options, ...program.options])].map((option) => ({ text: longName(option), help: option.description }));
  const [argument] = command.registeredArguments;
  return {
    path,
    commands: command.commands.map((child) => ({ text: child.name(), help: child.description() })),
    options: [...options, HELP],
    choices: argument?.argChoices ?? [],
    takesFiles: argument !== undefined && /^(?:file|session)$/.test(argument.name()),
  };
}

function longName(option: Option): string {
  return option.long ?? option.short ?? '';
}
