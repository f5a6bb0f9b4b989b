// Files that only their owner may read: logs hold secrets. SQLite gives its -wal and -shm files the rights of the main file.
import { closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ObsError } from '../../model/errors.ts';
import { codeOf } from './errors.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** Makes an empty file with rights 0600, and its directory with 0700 where missing. False where the file is there already. */
export function createPrivateFile(path: string): boolean {
  makePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600));
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Never opened to find out: closing any descriptor of a file drops the locks that SQLite holds on it in this process.
    // It may also be gone again by now: a lock that was just let go.
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new ObsError('SESSION_UNWRITABLE', `${path} is not a regular file`, { cause: error });
    return false;
  }
}

/** Makes the folders that are missing on the way, with rights 0700, so that they outlive a power loss: what is in them is lost with them. */
export function makePrivateFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) syncFolder(dirname(made));
}

/** Names in the folder are as durable then as the files that they name, where its file system can promise that. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    // A folder that may be written but not read, a file system that knows no such thing.
    if (!/^E(?:ACCES|PERM|INVAL|NOTSUP|OPNOTSUPP)$/.test(codeOf(error))) throw error;
  }
}
