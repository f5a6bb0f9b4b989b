// Keys and passphrases of incident files as the commands ask for them. A passphrase never stands in the arguments, which every user of
// the machine can read, and is taken out of the environment once read, so that no child process inherits it.
import { readSecretFile } from '../data/incident/key-file.ts';
import { makeKey } from '../data/incident/sign.ts';
import { visible } from '../lib/text.ts';
import { ObsError } from '../model/errors.ts';
import { askHidden } from './hidden-prompt.ts';
import { appPaths } from './paths.ts';

const VARIABLE = 'OBS_TUI_PASSPHRASE';

let inherited: string | undefined;

export interface PassphraseOptions {
  readonly passphraseFile?: string;
}

/** `obs-tui incident key [FILE]`: makes a key to sign with; its public half, for the files of those who verify, goes to stdout. */
export function incidentKey(file: string = appPaths().signingKey): number {
  const { publicKey } = makeKey(file);
  process.stdout.write(`${publicKey}\n`);
  process.stderr.write(`The secret key is in ${visible(file)}. Keep it to yourself; give the line above to those who verify your files.\n`);
  return 0;
}

/** The passphrase of a file that is to be opened. Throws INCIDENT_LOCKED where there is none and nobody to ask. */
export async function passphraseToOpen(file: string, options: PassphraseOptions): Promise<string> {
  const given = givenPassphrase(options) ?? (await askHidden(`Passphrase of ${file}: `));
  if (given === undefined) throw new ObsError('INCIDENT_LOCKED', `${file} is locked with a passphrase, and there is no terminal to ask for it`);
  return given;
}

/** A passphrase for a new file, asked for twice. Throws USAGE where there is none and nobody to ask, and where the two differ. */
export async function passphraseToLock(options: PassphraseOptions): Promise<string> {
  const given = givenPassphrase(options);
  if (given !== undefined) return given;
  const asked = await askHidden('Passphrase: ');
  if (asked === undefined) throw new ObsError('USAGE', `there is no terminal to ask for a passphrase; set ${VARIABLE} or name a file with --passphrase-file`);
  if (asked === '') throw new ObsError('USAGE', 'an empty passphrase locks nothing');
  if ((await askHidden('Again: ')) !== asked) throw new ObsError('USAGE', 'the two passphrases differ');
  return asked;
}

/** The first line of the named file, else what the environment held when it was first asked. */
export function givenPassphrase({ passphraseFile }: PassphraseOptions): string | undefined {
  inherited ??= process.env[VARIABLE] ?? '';
  delete process.env[VARIABLE];
  if (passphraseFile === undefined) return inherited === '' ? undefined : inherited;
  const [first = ''] = readSecretFile(passphraseFile).split('\n', 1);
  const text = first.replace(/\r$/, '');
  if (text === '') throw new ObsError('KEY_FILE', `${passphraseFile} holds no passphrase in its first line`);
  return text;
}
