// Folders of sessions that are not kept. A program that was killed leaves its folder behind; the next start takes it away.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObsError } from '../model/errors.ts';
import { isRunning } from './running.ts';

const PREFIX = 'obs-tui-unkept-';

/**
 * A new folder that only this user can read; removed by `remove`, or by a later start where this process is gone.
 * Throws SESSION_UNWRITABLE where there is no place for one.
 */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  try {
    removeStaleFolders();
    const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch (error) {
    throw new ObsError('SESSION_UNWRITABLE', `the folder for temporary files, ${tmpdir()}, cannot be written`, { cause: error });
  }
}

/** Takes away what programs left behind that were killed. */
export function removeStaleFolders(): void {
  removeFolders((pid) => !isRunning(pid));
}

/** Takes away the folders of a process that was killed just now, and may not be quite gone. */
export function removeFoldersOf(killed: number): void {
  removeFolders((pid) => pid === killed);
}

function removeFolders(goes: (pid: number) => boolean): void {
  // Not by name: a look-up of names may ask another process, or the network.
  const uid = process.getuid?.();
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const pid = Number(name.slice(PREFIX.length).split('-', 1)[0]);
    const mine = statSync(path, { throwIfNoEntry: false })?.uid === uid;
    if (mine && goes(pid)) rmSync(path, { recursive: true, force: true });
  }
}
