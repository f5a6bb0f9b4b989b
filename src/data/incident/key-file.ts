// Files that hold secrets or decide whom to trust: read whole, once, and only where no other user could have read or changed them.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ObsError } from '../../model/errors.ts';

/** No file of keys is longer; whatever is, was named by mistake. */
const MOST_BYTES = 64 * 1_024;
/** The right of the group and of others to read, write or run. */
const OPEN_TO_OTHERS = 0o077;
/** The right of the group and of others to write. */
const WRITABLE_BY_OTHERS = 0o022;

/** Text of a file that only its owner can read. A pipe has no rights to look at. Throws KEY_FILE. */
export function readSecretFile(path: string): string {
  return readChecked(path, OPEN_TO_OTHERS, 'can be read by others');
}

/** Text of a file that only its owner can change; undefined where there is none. Throws KEY_FILE. */
export function readTrustedFile(path: string): string | undefined {
  try {
    return readChecked(path, WRITABLE_BY_OTHERS, 'can be changed by others');
  } catch (error) {
    if (error instanceof ObsError && isMissing(error.cause)) return undefined;
    throw error;
  }
}

/** Lines that say something: no blanks, no comments. `number` is 1 for the first line of the file. */
export function spokenLines(text: string): readonly { readonly number: number; readonly text: string }[] {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line.trim() }));
  return lines.filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

function readChecked(path: string, forbidden: number, complaint: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw new ObsError('KEY_FILE', `${path} is a directory`);
    if (stat.isFile() && (stat.mode & forbidden) !== 0) throw new ObsError('KEY_FILE', `${path} ${complaint} (its rights are ${(stat.mode & 0o777).toString(8)})`);
    return readWhole(descriptor, path);
  } catch (error) {
    if (error instanceof ObsError) throw error;
    throw new ObsError('KEY_FILE', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readWhole(descriptor: number, path: string): string {
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  for (let got = 1; got > 0 && length < bytes.length; length += got) got = readSync(descriptor, bytes, length, bytes.length - length, null);
  if (length > MOST_BYTES) throw new ObsError('KEY_FILE', `${path} is too long for a file of keys`);
  return bytes.toString('utf8', 0, length);
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
