// The commands about incident files: `obs-tui incident …`.
import { Option, type Command } from 'commander';
import { SEVERITIES } from '../model/incident.ts';
import { lengthOfTime } from './option-values.ts';
import { unlocking } from './session-options.ts';

type Done = (code: number) => void;

const WHICH = 'an incident file, or the id of one in the library';

export function addIncidentCommands(program: Command, done: Done): void {
  const incident = program.command('incident').description('save, list, verify, import and export incidents, and report on them');
  addSave(incident, done);
  incident
    .command('list')
    .description('print the library')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./incident/list.ts')).incidentList(command.optsWithGlobals())));
  unlocking(incident.command('show').argument('<incident>', WHICH))
    .description('print what is known of one incident, of an encrypted one what it says where it can be opened')
    .option('--json', 'one JSON document')
    .action(async (wanted: string, _: object, command: Command) => done(await (await import('./incident/list.ts')).incidentShow(wanted, command.optsWithGlobals())));
  unlocking(incident.command('verify').argument('<incident>', WHICH))
    .description('read every line and hold it against the seal')
    .option('--json', 'one JSON document')
    .action(async (wanted: string, _: object, command: Command) => done(await (await import('./incident/verify.ts')).incidentVerify(wanted, command.optsWithGlobals())));
  unlocking(incident.command('import').argument('<file>', 'an incident file from elsewhere'))
    .description('verify a file and take it into the library')
    .action(async (file: string, _: object, command: Command) => done(await (await import('./incident/transfer.ts')).incidentImport(file, command.optsWithGlobals())));
  incident
    .command('export').argument('<incident>', WHICH).argument('<path>', 'new file, or a folder that ends with /')
    .description('copy a file out of the library, as it is')
    .action(async (wanted: string, path: string) => done((await import('./incident/transfer.ts')).incidentExport(wanted, path)));
  incident
    .command('rename').argument('<incident>', WHICH).argument('<title>', 'its new title in the library')
    .description('give an incident another title in the library')
    .action(async (wanted: string, title: string) => done((await import('./incident/change.ts')).incidentRename(wanted, title)));
  incident
    .command('delete').argument('<incident>', WHICH)
    .description('delete an incident for good')
    .option('--yes', 'yes, delete it')
    .action(async (wanted: string, { yes }: { readonly yes?: boolean }) => done((await import('./incident/change.ts')).incidentDelete(wanted, yes === true)));
  addReport(incident, done);
  incident
    .command('key').argument('[file]', 'where the secret key is put')
    .description('make a key to sign incidents with, and print its public half')
    .action(async (file: string | undefined) => done((await import('./incident-keys.ts')).incidentKey(file)));
}

function addSave(incident: Command, done: Done): void {
  unlocking(incident.command('save'))
    .description('save a range of a session as one sealed file')
    .option('--title <text>', 'what happened, in a few words')
    .addOption(new Option('--severity <word>', 'how bad it was; as before where an incident file is saved anew, else medium').choices(SEVERITIES))
    .option('--session <file>', 'session or incident, by file or id; the newest session when absent')
    .option('--around <time>', 'the moment in the middle; the newest one when absent')
    .option('--window <time>', 'how far to both sides: 90s, 1h; 15m when absent', lengthOfTime)
    .option('--since <time>', 'begin here instead')
    .option('--until <time>', 'end here instead')
    .option('--all', 'the whole session')
    .option('--without-source <name>', 'leave out a source; repeat it for several', repeated)
    .option('--no-redact', 'keep secrets, addresses and names as they were recorded')
    .option('--out <file>', 'write it there instead of into the library')
    .option('--sign [key]', 'sign the root with this key; that of the configuration, or of `obs-tui incident key`, when none is named')
    .option('--no-sign', 'do not sign it, whatever the configuration says')
    .option('--encrypt-to <recipient>', 'encrypt it to an age recipient; repeat it for several', repeated)
    .option('--passphrase', 'encrypt it with a passphrase')
    .option('--lock-with <file>', 'encrypt it with the passphrase in the first line of a file')
    .addOption(new Option('--plain', 'do not encrypt it, whatever the configuration says').conflicts(['encryptTo', 'passphrase', 'lockWith']))
    .option('--dry-run', 'say how large it would be and what would be redacted; write nothing')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) => done(await (await import('./incident/save.ts')).incidentSave(command.optsWithGlobals())));
}

function addReport(incident: Command, done: Done): void {
  unlocking(incident.command('report').argument('[incident]', 'an incident or a session, by file or id; the newest session when absent'))
    .description('write a report that can be sent to a colleague')
    .addOption(new Option('--format <format>', 'how it is written').choices(['md', 'html', 'json', 'csv', 'cef', 'receipts']).default('md'))
    .option('--out <file>', 'file, or folder for receipts; standard output when absent')
    .option('--since <time>', 'begin here')
    .option('--until <time>', 'end here')
    .option('--no-redact', 'keep secrets, addresses and names as they were recorded')
    .action(async (wanted: string | undefined, _: object, command: Command) => done(await (await import('./incident/report.ts')).incidentReport(wanted, command.optsWithGlobals())));
}

function repeated(text: string, all: readonly string[] | undefined): readonly string[] {
  return [...(all ?? []), text];
}
