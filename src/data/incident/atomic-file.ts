// A file that appears under its name whole or not at all: written beside its place under a hidden name, made durable, then moved there
// without taking the place of anything. A process that was killed leaves the hidden file; the next look at the folder takes it away.
import { closeSync, constants, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';
import { ObsError } from '../../model/errors.ts';
import { isRunning } from '../running.ts';
import { codeOf, translate } from '../session/errors.ts';
import { namesIn } from '../session/folder.ts';
import { makePrivateFolder, syncFolder } from '../session/private-file.ts';

export interface AtomicFile {
  write(bytes: Buffer): void;
  /** The file is there, and stays there after a power loss. Throws SESSION_BUSY where the name was taken meanwhile. */
  commit(): void;
  /** Nothing was ever there. */
  abandon(): void;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
const NO_LINKS = /^E(?:PERM|NOTSUP|OPNOTSUPP|NOSYS|MLINK|XDEV)$/;
const STALE = /^\..+\.tmp-(\d+)$/;

/** Throws SESSION_BUSY where `path` is there already, SESSION_UNWRITABLE where it cannot be written. Rights are 0600. */
export function atomicFile(path: string): AtomicFile {
  const hidden = join(dirname(path), `.${basename(path)}.tmp-${pid}`);
  const guarded = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      throw translate(error, path, 'write');
    }
  };
  const file = guarded(() => {
    makePrivateFolder(dirname(path));
    refuseTaken(path);
    rmSync(hidden, { force: true });
    return openSync(hidden, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  });
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    closeSync(file);
  };
  return {
    write: (bytes) =>
      guarded(() => {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      }),
    commit: () =>
      guarded(() => {
        fsyncSync(file);
        close();
        place(hidden, path);
        keep(path);
      }),
    abandon: () => {
      attempt(close);
      attempt(() => rmSync(hidden, { force: true }));
    },
  };
}

/** What `write` puts into it is there when this returns, whole; where it throws, nothing ever was. Throws as `atomicFile` does. */
export function writeWhole<T>(path: string, write: (put: AtomicFile['write']) => T): T {
  const file = atomicFile(path);
  try {
    const result = write(file.write);
    file.commit();
    return result;
  } catch (error) {
    file.abandon();
    throw error;
  }
}

/** Takes away what writers left behind that are no longer running. */
export function removeStale(folder: string): void {
  for (const name of namesIn(folder)) {
    const writer = Number(STALE.exec(name)?.[1]);
    if (Number.isInteger(writer) && writer > 0 && !isRunning(writer)) attempt(() => rmSync(join(folder, name), { force: true }));
  }
}

/** Cleaning up on a disk that refuses it, for example read-only by now, must not hide why; the next look at the folder tries again. */
function attempt(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}

function refuseTaken(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw new ObsError('SESSION_BUSY', `${path} is there already and is not written over`);
}

/** A link refuses a name that is taken, which a rename would not; memory sticks and some network disks know no links. */
function place(hidden: string, path: string): void {
  try {
    linkSync(hidden, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new ObsError('SESSION_BUSY', `${path} is there already and is not written over`, { cause: error });
    if (!NO_LINKS.test(codeOf(error))) throw error;
    refuseTaken(path);
    renameSync(hidden, path);
    return;
  }
  unlinkSync(hidden);
}

/** A name that may be gone after a power loss was not saved: then nothing is. */
function keep(path: string): void {
  try {
    syncFolder(dirname(path));
  } catch (error) {
    attempt(() => rmSync(path, { force: true }));
    throw error;
  }
}
