// The commands about service level objectives: `obs-tui slo …`. All of them read a session.
import { Command, Option } from 'commander';
import { namedLength } from './option-values.ts';
import { ofSession } from './session-options.ts';

type Done = (code: number) => void;

export function addSloCommands(program: Command, done: Done): void {
  const slo = program.command('slo').description('read recorded service level objectives');
  ofSession(slo.command('list'))
    .description('print the SLOs, the worst first: achieved, target, budget left, how fast it burns')
    .addOption(new Option('--status <status>', 'only those in this state').choices(['met', 'at-risk', 'missed']))
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./slo/list.ts')).sloList(command.optsWithGlobals())));
  ofSession(slo.command('show').argument('<id>', 'id of an SLO, with or without its "slo:"'))
    .description('print all that is known of one SLO, and what was told of it before')
    .option('--json', 'one JSON document')
    .action(async (id: string, _: object, command: Command) => done(await (await import('./slo/show.ts')).sloShow(id, command.optsWithGlobals())));
  ofSession(slo.command('report'))
    .description('print a report of all SLOs: the table, and what burns')
    .option('--period <time>', 'only SLOs that are measured over this length: 7d, 30d', namedLength)
    .addOption(new Option('--format <format>', 'form of the report; markdown is for a ticket, its times are UTC').choices(['text', 'markdown', 'json']).default('text'))
    .addOption(new Option('--json', 'short for --format json').conflicts('format'))
    .action(async (_: object, command: Command) => done(await (await import('./slo/report.ts')).sloReport(command.optsWithGlobals())));
}
