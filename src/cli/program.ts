// The command line: what can be said, and which file does it. Commands are loaded when they are called, so that starting stays quick.
import { Command, CommanderError, Option } from 'commander';
import { ObsError } from '../model/errors.ts';
import { describeError, exitCodeOf } from './errors.ts';
import { settleColour } from './terminal.ts';
import { addHeadlessCommands } from './headless.ts';

export interface GlobalOptions {
  readonly config?: string;
  readonly color?: 'auto' | 'never' | 'always';
  readonly ascii?: boolean;
  readonly fps?: number;
  /** False with --no-record: the session is removed when the program ends. */
  readonly record: boolean;
  readonly utc?: boolean;
}

/** Runs one command line; resolves with the exit code and never rejects. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = buildProgram((result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
}

/** The whole command tree; also read by the completion and the documentation writers. */
export function buildProgram(done: (code: number) => void): Command {
  const program = new Command('obs-tui')
    .description('Follow, step through, save and replay an incident in the terminal.')
    .option('-V, --version', 'print the versions of obs-tui, Node.js and SQLite')
    .option('--config <file>', 'configuration file (default: config.yaml in the XDG configuration directory)')
    .addOption(new Option('--color <when>', 'colour').choices(['auto', 'never', 'always']))
    .option('--ascii', 'draw with ASCII characters only')
    .option('--fps <n>', 'frames a second at most, 1 to 30', wholeNumber)
    .option('--no-record', 'keep nothing: the session is removed when the program ends')
    .option('--utc', 'show times in UTC')
    .showHelpAfterError('(obs-tui --help lists the commands)')
    .exitOverride()
    .hook('preAction', (_, action) => settleColour(process.env, action.optsWithGlobals<GlobalOptions>().color));

  program
    .action(async (options: { readonly version?: boolean }, command: Command) => {
      if (options.version === true) process.stdout.write(`${(await import('./version.ts')).versionText()}\n`);
      else done(await (await import('./live.ts')).configured(command.optsWithGlobals()));
    });
  program
    .command('demo')
    .description('follow the embedded lab: one incident, told over real protocols')
    .option('--rate <lines>', 'log lines a second, up to 50000, or max', '40')
    .option('--seed <n>', 'which incident', wholeNumber, 1)
    .option('--speed <x>', 'how fast the story runs', Number, 1)
    .action(async (options: object, command: Command) => done(await (await import('./live.ts')).demo({ ...command.optsWithGlobals(), ...options })));
  program
    .command('connect')
    .argument('<url...>', 'http, https, ws or wss addresses')
    .description('find out what speaks there, then follow it')
    .action(async (urls: string[], _: object, command: Command) => done(await (await import('./live.ts')).connect(urls, command.optsWithGlobals())));
  program
    .command('follow')
    .argument('<file...>', 'log files, or - for standard input')
    .description('follow log files or standard input')
    .action(async (files: string[], _: object, command: Command) => done(await (await import('./live.ts')).followFiles(files, command.optsWithGlobals())));
  program
    .command('replay')
    .argument('<file>', 'a session file')
    .option('--at <time>', 'start at this time')
    .option('--speed <x>', 'play at once, this many times as fast', Number)
    .description('look at a recorded session')
    .action(async (file: string, options: object, command: Command) => done(await (await import('./replay.ts')).replay(file, { ...command.optsWithGlobals(), ...options })));

  addHeadlessCommands(program, done);
  return program;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new ObsError('USAGE', `"${text}" is not a whole number`);
  return value;
}
