// The commands that show the full screen.
import type { Command } from 'commander';
import { factor, lengthOfTime, rate, storyTime, wholeNumber } from './option-values.ts';
import { unlocking } from './session-options.ts';

export function addScreenCommands(program: Command, done: (code: number) => void): void {
  program
    .command('demo')
    .description('follow the embedded lab: one incident, told over real protocols')
    .option('--rate <lines>', 'log lines a second, up to 50000, or max', rate, '40')
    .option('--seed <n>', 'which incident', wholeNumber(0, 4_294_967_295), 1)
    .option('--speed <x>', 'how fast the story runs', factor(3_600), 1)
    .option('--story <time>', 'where the story stands at the start: the alert fires at 14:35', storyTime)
    .action(async (_: object, command: Command) => done(await (await import('./live.ts')).demo(command.optsWithGlobals())));
  program
    .command('connect')
    .argument('<url...>', 'http, https, ws or wss addresses')
    .description('find out what speaks there, then follow it')
    .action(async (urls: string[], _: object, command: Command) => done(await (await import('./live.ts')).connect([...new Set(urls)], command.optsWithGlobals())));
  program
    .command('follow')
    .argument('<file...>', 'log files, files of traces, or - for standard input')
    .description('follow log files or standard input, or open files of traces')
    .action(async (files: string[], _: object, command: Command) => done(await (await import('./live.ts')).followFiles(files, command.optsWithGlobals())));
  program
    .command('attach')
    .argument('[session]', 'id or file of a session that is being recorded; the only one when absent')
    .description('follow what another obs-tui on this machine records, read-only')
    .action(async (wanted: string | undefined, _: object, command: Command) => done(await (await import('./attach.ts')).attach(wanted, command.optsWithGlobals())));
  unlocking(program.command('replay'))
    .argument('<file>', 'an incident file or a session file, or the id of an incident')
    .option('--at <time>', 'start at this time')
    .option('--speed <x>', 'play at once, this many times as fast', factor(1_000))
    .option('--screen <name>', 'open this screen: overview, logs, timeline ...')
    .option('--window <length>', 'draw so much time', lengthOfTime)
    .option('--cursor <time>', 'put the time cursor there')
    .option('--filter <text>', 'filter of the Logs screen')
    .description('look at a saved incident or a recorded session, offline')
    .action(async (file: string, _: object, command: Command) => done(await (await import('./launch.ts')).replayOrChosen(file, command.optsWithGlobals())));
}
