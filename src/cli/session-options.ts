// Options of the commands that read a recorded session or an incident file.
import type { Command } from 'commander';

/** Which session, what was known of it when, and what opens it where it is an encrypted incident file. */
export function ofSession(command: Command): Command {
  return unlocking(command.option('--session <file>', 'session file or id, or an incident file; the newest session when absent').option('--at <time>', 'only what was known at this time'));
}

export function unlocking(command: Command): Command {
  return command
    .option('--identity <file>', 'file of age identities that opens an encrypted file')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase; OBS_TUI_PASSPHRASE works too');
}
