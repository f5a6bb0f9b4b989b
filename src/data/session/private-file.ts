// Files that only their owner may read: logs hold secrets. SQLite gives its -wal and -shm files the rights of the main file.
import { closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { ObsError } from '../../model/errors.ts';
import { codeOf } from './errors.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** Makes an empty file with rights 0600, and its directory with 0700 where missing. False where the file is there already. */
export function createPrivateFile(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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
