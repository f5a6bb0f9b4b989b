// `obs-tui incident import` and `export`: files on their way into the library and out of it. A file comes in only once its seal holds.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { writeWhole } from '../../data/incident/atomic-file.ts';
import { EXTENSION } from '../../data/incident/extension.ts';
import { findIncident, newIncidentPath, noteImported } from '../../data/incident/library.ts';
import { translate } from '../../data/session/errors.ts';
import { count } from '../../lib/format.ts';
import { systemClock } from '../../lib/clock.ts';
import { visible } from '../../lib/text.ts';
import { ObsError } from '../../model/errors.ts';
import { appPaths } from '../paths.ts';
import { temporaryFolder } from '../../data/temporary.ts';
import type { GlobalOptions } from '../global-options.ts';
import { jobFor } from './job.ts';
import { unlockFor, type UnlockOptions } from './unlock.ts';

export interface ImportOptions extends GlobalOptions, UnlockOptions {}

export async function incidentImport(file: string, options: ImportOptions): Promise<number> {
  const unlock = await unlockFor(file, options);
  const path = await imported(file, (copy) => jobFor('verifying', { type: 'verify', file: copy, unlock }));
  process.stdout.write(`${path}\n`);
  return 0;
}

/** Verifies a private copy, so that nobody can change the file between the look at it and its way into the library. */
export async function imported(file: string, verify: (copy: string) => Promise<{ readonly title: string; readonly rows: number; readonly root: string; readonly signedBy?: string }>): Promise<string> {
  const folder = temporaryFolder();
  try {
    const copy = join(folder.path, 'incoming.obsx');
    copyInto(file, copy);
    const verdict = await verify(copy);
    const path = newIncidentPath(appPaths().incidents, systemClock.now(), verdict.title);
    copyInto(copy, path);
    noteImported(path, verdict);
    process.stderr.write(`${visible(verdict.title)}: ${count(verdict.rows)} signals, the seal holds, ${verdict.signedBy === undefined ? 'not signed' : `signed with ${verdict.signedBy}`}.\n`);
    return path;
  } finally {
    folder.remove();
  }
}

export function incidentExport(wanted: string, target: string): number {
  const { path } = findIncident(appPaths().incidents, wanted);
  const out = target.endsWith('/') ? join(target, basename(path)) : target.endsWith(EXTENSION) ? target : `${target}${EXTENSION}`;
  copyInto(path, resolve(out));
  process.stdout.write(`${out}\n`);
  return 0;
}

const CHUNK_BYTES = 1 << 20;

/** A copy that is there whole or not at all, never over another file. */
export function copyInto(from: string, to: string): void {
  let source: number;
  try {
    // A pipe without a writer would be waited for.
    source = openSync(from, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw translate(error, from, 'read');
  }
  if (!fstatSync(source).isFile()) {
    closeSync(source);
    throw new ObsError('SESSION_DAMAGED', `${from} is no file`);
  }
  try {
    writeWhole(to, (put) => {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      for (let got = readSync(source, chunk); got > 0; got = readSync(source, chunk)) put(chunk.subarray(0, got));
    });
  } catch (error) {
    throw translate(error, to, 'write');
  } finally {
    closeSync(source);
  }
}
