// Takes one session away for good, together with what SQLite left beside it. Only names directly inside of the folder, only
// regular files, and only while no recorder can be at work on them.
import { lstatSync, statSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ObsError } from '../../model/errors.ts';
import { translate } from '../session/errors.ts';
import { acquireLock } from '../session/lock.ts';

/** The session itself first: what is left where that fails midway has no meaning of its own. The lock goes as it is let go. */
const SUFFIXES = ['', '-wal', '-shm'];

/** Throws SESSION_BUSY, SESSION_UNWRITABLE, or SESSION_MISSING where it is not, or not any more, what was planned. */
export function removeSession(folder: string, { path, changedAt }: { readonly path: string; readonly changedAt: number }): void {
  const own = join(folder, basename(path));
  if (own !== path || !isFile(own)) throw new ObsError('SESSION_MISSING', `${path} is no session of ${folder}`);
  const lock = acquireLock(own);
  try {
    // A recorder that went on with it since it was looked at has left rows in the log, or has changed the file: then it is younger than planned.
    const written = statSync(own).mtimeMs !== changedAt || (statSync(`${own}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (written) throw new ObsError('SESSION_BUSY', `${own} was written a moment ago`);
    for (const suffix of SUFFIXES) if (isFile(own + suffix)) unlinkSync(own + suffix);
  } catch (error) {
    throw translate(error, own, 'write');
  } finally {
    lock.release();
  }
}

/** Links are none: neither they nor what they name is ever touched. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
