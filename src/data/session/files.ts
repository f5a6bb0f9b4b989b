// The folder where sessions are kept: one file each, named by the moment it began. A session that is being written, or whose writer
// was killed, has a -wal file beside it.
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toRfc3339, type Micros, fromMillis, isMicros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import { namesIn } from './folder.ts';
import { isLocked } from './lock.ts';
import { openWriter, type SessionWriter } from './writer.ts';

const EXTENSION = '.db';

export interface SessionFile {
  /** The file's name without its extension. */
  readonly id: string;
  readonly path: string;
  /** From the name; undefined where somebody named the file otherwise. */
  readonly startedAt: Micros | undefined;
  /**
   * growing: a recorder writes it now; unfinished: its recorder died, everything acknowledged is there, `recover` makes it one file;
   * closed: one file.
   */
  readonly state: 'growing' | 'unfinished' | 'closed';
  /** Bytes on disk. */
  readonly bytes: number;
}

/** A path in the folder that nothing has taken yet: 20261121T143105Z.db, then 20261121T143105Z-2.db. Creates nothing. */
export function newSessionPath(directory: string, startedAt: Micros): string {
  const stem = `${toRfc3339(startedAt).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  for (let number = 1; ; number += 1) {
    const path = join(directory, `${stem}${number === 1 ? '' : `-${number}`}${EXTENSION}`);
    if (sizeOf(path) === undefined) return path;
  }
}

/** Starts a session of its own in the folder, also when another program does so at the same moment. */
export function createSession(directory: string, startedAt: Micros, title: string): SessionWriter {
  for (;;) {
    const path = newSessionPath(directory, startedAt);
    try {
      return openWriter(path, { title, fresh: true });
    } catch (error) {
      if (!(error instanceof ObsError) || error.code !== 'SESSION_BUSY') throw error;
    }
  }
}

/** Newest first; a folder that is not there holds none. Files without a page are left out: nothing was ever acknowledged in them. */
export function listSessions(directory: string): readonly SessionFile[] {
  const files = namesIn(directory)
    .filter((name) => name.endsWith(EXTENSION))
    .flatMap((name) => describe(join(directory, name)));
  return files.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0) || (a.id < b.id ? 1 : -1));
}

function describe(path: string): readonly SessionFile[] {
  const main = sizeOf(path) ?? 0;
  const log = sizeOf(`${path}-wal`) ?? 0;
  if (main + log === 0) return [];
  const id = basename(path, EXTENSION);
  const state = isLocked(path) ? 'growing' : log > 0 ? 'unfinished' : 'closed';
  return [{ id, path, startedAt: startOf(id), state, bytes: main + log }];
}

function startOf(id: string): Micros | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d+)?$/.exec(id);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return isMicros(millis * 1_000) ? fromMillis(millis) : undefined;
}

function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
}
