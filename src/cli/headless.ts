// The commands that need no screen. Data goes to stdout, words to stderr.
import { Argument, Command, Option } from 'commander';
import { addAlertCommands } from './alert-commands.ts';
import { addIncidentCommands } from './incident-commands.ts';
import type { Shell } from './completion.ts';
import { factor, frameSize, keyAndValue, lengthOfTime, rate, storyTime, wholeNumber } from './option-values.ts';
import { ofSession, unlocking } from './session-options.ts';
import { addSloCommands } from './slo-commands.ts';
import { addTraceCommands } from './trace-commands.ts';

type Done = (code: number) => void;

export function addHeadlessCommands(program: Command, done: Done): void {
  addRecordingCommands(program, done);
  addReadingCommands(program, done);
  addAlertCommands(program, done);
  addIncidentCommands(program, done);
  addSloCommands(program, done);
  addTraceCommands(program, done);
  addSql(program, done);
  addCorrelate(program, done);
  addStatus(program, done);
  addLab(program, done);
  addConfigCommands(program, done);
  addRetention(program, done);
  program
    .command('doctor')
    .description('check this machine, the configuration and every source')
    .action(async (_: object, command: Command) => done(await (await import('./doctor.ts')).doctor(command.optsWithGlobals())));
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(['bash', 'zsh', 'fish'] satisfies Shell[]))
    .description('print a completion script for your shell')
    .action(async (shell: Shell) => done((await import('./completion.ts')).completion(shell, program)));
}

function addRecordingCommands(program: Command, done: Done): void {
  program
    .command('record')
    .argument('[url...]', 'addresses to connect to; the configured sources when absent')
    .description('record without a screen until interrupted')
    .option('--duration <time>', 'stop after this long: 90s, 15m, 1h', lengthOfTime)
    .option('--out <file>', 'session file to write')
    .action(async (urls: string[], _: object, command: Command) => done(await (await import('./record.ts')).record(urls, command.optsWithGlobals())));
}

function addReadingCommands(program: Command, done: Done): void {
  unlocking(program.command('frame'))
    .argument('<session>', 'a session or incident file, or the id of a recorded session')
    .description('print one frame of a session: what the screen would show')
    .option('--screen <name>', 'overview, logs, metrics, sources or help', 'overview')
    .option('--at <time>', 'what was known at this time')
    .addOption(new Option('--size <columns>x<rows>', 'size of the frame').argParser(frameSize).default({ columns: 120, rows: 40 }, '120x40'))
    .option('--ansi', 'with colours')
    .action(async (file: string, _: object, command: Command) => done(await (await import('./frame.ts')).frame(file, command.optsWithGlobals())));
  const logs = program.command('logs').description('read recorded log rows');
  ofSession(logs.command('query').argument('[filter...]', 'the filter language of the Logs screen; put -- before one that begins with -'))
    .description('print the rows that match, oldest first')
    .option('--since <time>', 'rows that happened at this time or later')
    .option('--until <time>', 'rows that happened before this time')
    .option('--last <time>', 'rows of the last 15m, 1h …', lengthOfTime)
    .option('--limit <n>', 'at most this many rows, the newest ones', wholeNumber(1, 1_000_000), 1_000)
    .addOption(new Option('--json', 'one JSON document').conflicts('ndjson'))
    .option('--ndjson', 'one JSON object a line')
    .action(async (words: string[], _: object, command: Command) => done(await (await import('./logs-query.ts')).logsQuery(words.join(' '), command.optsWithGlobals())));
}

function addSql(program: Command, done: Done): void {
  program
    .command('sql')
    .argument('<statement>', 'a SELECT; docs/session-format.md has the tables')
    .description('ask a recorded session in SQL; one JSON object a row')
    .option('--session <file>', 'session file or id; the newest session when absent')
    .option('--limit <n>', 'at most this many rows', wholeNumber(1, 1_000_000), 1_000)
    .action(async (statement: string, _: object, command: Command) => done(await (await import('./sql.ts')).sql(statement, command.optsWithGlobals())));
}

function addCorrelate(program: Command, done: Done): void {
  ofSession(program.command('correlate'))
    .description('print what happened around a moment: metrics, logs, traces, alerts and notes as one list')
    .option('--timestamp <time>', 'the moment; the newest one of the session when absent')
    .option('--window <time>', 'how far to both sides: 90s, 1h; 15m when absent', lengthOfTime)
    .option('--follow-id <key=value>', 'only rows that carry this: trace_id=9f3c, service=api', keyAndValue)
    .option('--all', 'also the quiet rows')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./correlate.ts')).correlate(command.optsWithGlobals())));
}

function addStatus(program: Command, done: Done): void {
  ofSession(program.command('status'))
    .description('print how things stand: the recording, sources, alerts, health, SLOs, gaps, rows lost')
    .option('--exit-code', 'end with 6 where an alert fires that is not silenced, or a check fails')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./status.ts')).status(command.optsWithGlobals())));
}

function addLab(program: Command, done: Done): void {
  program
    .command('lab')
    .description('run the embedded server: a seeded incident in real wire formats')
    .option('--port <n>', 'port on 127.0.0.1; 0 picks a free one', wholeNumber(0, 65_535), 0)
    .option('--seed <n>', 'which incident', wholeNumber(0, 4_294_967_295), 1)
    .option('--rate <lines>', 'log lines a second, up to 50000, or max', rate, '40')
    .option('--speed <x>', 'how fast the story runs', factor(3_600), 1)
    .option('--start <time>', 'when the story begins; fixes every byte')
    .option('--story <time>', 'where the story stands at the start: the alert fires at 14:35', storyTime)
    .addOption(new Option('--generation <n>', 'which server generation /logs/tail follows').choices(['1', '2']).default('1'))
    .option('--drop-every <time>', 'cut all connections this often', lengthOfTime)
    .option('--restart-every <time>', 'cut and refuse for two seconds this often', lengthOfTime)
    .option('--otlp <url>', 'post the traces to this OTLP/HTTP receiver as they complete')
    .action(async (_: object, command: Command) => done(await (await import('./lab.ts')).lab(command.optsWithGlobals())));
}

function addConfigCommands(program: Command, done: Done): void {
  const config = program.command('config').description('check, show or describe the configuration');
  const run = (what: 'check' | 'show' | 'schema') => async (_: object, command: Command) =>
    done(await (await import('./config.ts')).configCommand(what, command.optsWithGlobals()));
  config.command('check').description('name every mistake as file:line:column').action(run('check'));
  config.command('show').description('print the configuration as it is understood, secrets as references').action(run('show'));
  config.command('schema').description('print its JSON Schema, for editors').action(run('schema'));
}

function addRetention(program: Command, done: Done): void {
  program
    .command('retention')
    .description('print which recorded sessions are older than the configuration keeps them, and why the others stay')
    .option('--apply', 'remove those that are older')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./retention.ts')).retention(command.optsWithGlobals())));
}
