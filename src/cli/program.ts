// The command line: what can be said, and which file does it. Commands are loaded when they are called, so that starting stays quick.
import { Command, CommanderError, Option } from 'commander';
import { ObsError } from '../model/errors.ts';
import { describeError } from './errors.ts';
import { EXAMPLES } from './examples.ts';
import { addHeadlessCommands } from './headless.ts';
import { wholeNumber } from './option-values.ts';
import { report } from './report.ts';
import { addScreenCommands } from './screen-commands.ts';
import type { GlobalOptions } from './global-options.ts';
import { settleColour } from './terminal.ts';
import { refuseUnknownCommand } from './unknown-command.ts';

/** Runs one command line; resolves with the exit code and never rejects. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = buildProgram((result) => {
    code = result;
  });
  try {
    refuseUnknownCommand(argv, buildProgram(() => undefined));
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error);
  }
}

/** The whole command tree; also read by the completion and the documentation writers. */
export function buildProgram(done: (code: number) => void): Command {
  const program = new Command('obs-tui')
    .description('Follow, step through, save and replay an incident in the terminal.')
    .option('-V, --version', 'print the versions of obs-tui, Node.js and SQLite')
    .option('--config <file>', 'configuration file (default: config.yaml in the XDG configuration directory)')
    .addOption(new Option('--color <when>', 'colour on the screen (default: as the terminal and NO_COLOR say)').choices(['auto', 'never', 'always']))
    .option('--ascii', 'draw with ASCII characters only')
    .option('--fps <n>', 'frames a second at most, 1 to 30', wholeNumber(1, 30))
    .option('--no-record', 'keep nothing: the session is removed when the program ends')
    .option('--utc', 'show and read times in UTC')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(`${describeError(usage(text))}\n`) })
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .hook('preAction', (_, action) => settleColour(process.env, action.optsWithGlobals<GlobalOptions>().color))
    .action(async (options: { readonly version?: boolean }, command: Command) => {
      if (options.version === true) process.stdout.write(`${(await import('./version.ts')).versionText()}\n`);
      else done(await (await import('./launch.ts')).configuredOrChosen(command.optsWithGlobals()));
    });
  addScreenCommands(program, done);
  addHeadlessCommands(program, done);
  addExamples(program, []);
  return program;
}

/** Commander's own words, as one of our errors: its "error:" goes, and its suggestion stands on the same line. */
function usage(text: string): ObsError {
  return new ObsError('USAGE', text.trim().replace(/^error: /, '').replaceAll(/\.?\n\(?/g, ' ('));
}

function addExamples(command: Command, path: readonly string[]): void {
  const examples = EXAMPLES[path.join(' ')];
  if (examples !== undefined) command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`);
  for (const child of command.commands) addExamples(child, [...path, child.name()]);
}
