// The command line of the full screen: its options and the commands that show it. All that is parsed before a first frame.
import { Command, Option } from 'commander';
import { ObsError } from '../model/errors.ts';
import { leaveScreen } from '../terminal/full-screen.ts';
import { describeError } from './errors.ts';
import type { GlobalOptions } from './global-options.ts';
import { wholeNumber } from './option-values.ts';
import { addScreenCommands } from './screen-commands.ts';
import { settleColour } from './terminal.ts';

/** `done` is told the exit code of the command that ran. */
export function screenProgram(done: (code: number) => void): Command {
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
    .configureOutput({ writeOut: said(process.stdout), writeErr: said(process.stderr), outputError: (text, write) => write(`${describeError(usage(text))}\n`) })
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .hook('preAction', (_, action) => settleColour(process.env, action.optsWithGlobals<GlobalOptions>().color))
    .action(async (options: { readonly version?: boolean }, command: Command) => {
      if (options.version === true) process.stdout.write(`${(await import('./version.ts')).versionText()}\n`);
      else done(await (await import('./launch.ts')).configuredOrChosen(command.optsWithGlobals()));
    });
  addScreenCommands(program, done);
  return program;
}

function said(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => {
    leaveScreen();
    stream.write(text);
  };
}

/** Commander's own words, as one of our errors: its "error:" goes, and its suggestion stands on the same line. */
function usage(text: string): ObsError {
  return new ObsError('USAGE', text.trim().replace(/^error: /, '').replaceAll(/\.?\n\(?/g, ' ('));
}
