// docs/commands.md, from the tree that parses the command line.
import type { Command, Option } from 'commander';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { wholeProgram } from '../../src/cli/whole-program.ts';
import { block, code, page, table } from './markdown.ts';

export function commandsPage(): string {
  const program = wholeProgram(() => undefined);
  return page(
    'Commands',
    `${program.description()} Without a command, obs-tui follows the configured sources, or offers where to begin.`,
    'What a command prints as data goes to standard output, words about it to standard error; exit codes are listed with the [errors](errors.md). ' +
      'A time is `14:35`, `-15m`, `2026-11-21T14:35:00Z` or a unix time; a length of time is `90s`, `15m`, `1h30m`.',
    `## Options of every command\n\n${optionTable(program.options)}`,
    ...program.commands.flatMap((command) => sections(command, [])),
  );
}

function sections(command: Command, above: readonly string[]): readonly string[] {
  const path = [...above, command.name()];
  if (command.commands.length > 0) return command.commands.flatMap((child) => sections(child, path));
  const examples = EXAMPLES[path.join(' ')] ?? [];
  return [
    [
      `## obs-tui ${path.join(' ')}`,
      sentence(command.description()),
      block('text', [`obs-tui ${path.join(' ')} ${command.usage()}`]),
      command.registeredArguments.length === 0 ? '' : table(['Argument', 'What it is'], command.registeredArguments.map((argument) => [code(argument.name()), argument.description + choices(argument.argChoices)])),
      optionTable(command.options),
      examples.length === 0 ? '' : block('sh', examples),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  ];
}

function optionTable(options: readonly Option[]): string {
  if (options.length === 0) return '';
  return table(['Option', 'What it does', 'Default'], options.map((option) => [code(option.flags), option.description + choices(option.argChoices), defaultOf(option)]));
}

function defaultOf({ defaultValue, defaultValueDescription, negate }: Option): string {
  const value: unknown = defaultValueDescription ?? defaultValue;
  return negate || value === undefined ? '' : code(String(value));
}

function choices(words: readonly string[] | undefined): string {
  return words === undefined ? '' : `: ${words.map(code).join(', ')}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
