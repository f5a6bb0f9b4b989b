// The commands about alerts: `obs-tui alert …`. Reading is done from a session, asking is done at a backend.
import { Command, Option } from 'commander';
import { lengthOfTime } from './option-values.ts';
import { ofSession } from './session-options.ts';

type Done = (code: number) => void;

const ALERT = 'id of an alert as `alert list` prints it, or its name where only one has it';

export function addAlertCommands(program: Command, done: Done): void {
  const alert = program.command('alert').description('read recorded alerts; acknowledge and silence them at their backend');
  recorded(alert.command('list'))
    .description('print the alerts that are not over')
    .addOption(new Option('--status <status>', 'only those in this state').choices(['firing', 'pending', 'resolved', 'silenced']))
    .option('--node <name>', 'only those of this node')
    .action(async (_: object, command: Command) => done(await (await import('./alert/list.ts')).alertList(command.optsWithGlobals())));
  recorded(alert.command('show').argument('<id>', ALERT))
    .description('print all that is known of one alert, and its history')
    .action(async (id: string, _: object, command: Command) => done(await (await import('./alert/show.ts')).alertShow(id, command.optsWithGlobals())));
  asking(alert.command('ack').argument('<id>', ALERT))
    .description('acknowledge an alert; Alertmanager keeps that as a silence')
    .requiredOption('--comment <text>', 'what is being done about it')
    .option('--duration <time>', 'how long it counts: 30m, 2h; 1h when absent', lengthOfTime)
    .action(async (id: string, _: object, command: Command) => done(await (await import('./alert/ack.ts')).alertAck(id, command.optsWithGlobals())));
  asking(alert.command('silence').argument('[id]', ALERT))
    .description('silence an alert, a node, or whatever has certain labels')
    .option('--node <name>', 'all alerts of this node')
    .option('--matcher <text>', 'alerts with a label: severity=warning, job!=db, node=~"brick-.*"; repeat it for several', (text: string, all: readonly string[] | undefined) => [...(all ?? []), text])
    .requiredOption('--duration <time>', 'how long: 30m, 2h', lengthOfTime)
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string | undefined, _: object, command: Command) => done(await (await import('./alert/silence.ts')).alertSilence(id, command.optsWithGlobals())));
  asking(alert.command('expire').argument('<silence>', 'id of a silence'))
    .description('end a silence before its time')
    .action(async (id: string, _: object, command: Command) => done(await (await import('./alert/expire.ts')).alertExpire(id, command.optsWithGlobals())));
}

function recorded(command: Command): Command {
  return ofSession(command).option('--json', 'one JSON document');
}

function asking(command: Command): Command {
  return command
    .option('--url <url>', 'address of an Alertmanager or a portal; the configured sources when absent')
    .option('--source <name>', 'the configured source to ask, where there are several')
    .option('--yes', 'ask for no confirmation')
    .option('--json', 'print the outcome as one JSON document');
}
