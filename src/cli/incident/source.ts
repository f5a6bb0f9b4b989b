// What an incident is saved from: a recorded session, or another incident file, with what was noted on it since.
import { statSync } from 'node:fs';
import { EXTENSION, findIncident } from '../../data/incident/library.ts';
import { ObsError } from '../../model/errors.ts';
import type { Session } from '../../model/session.ts';
import { appPaths } from '../paths.ts';
import { whichSession } from '../which-session.ts';
import { warnOfLeftOut } from './left-out.ts';
import { openIncident } from './open.ts';
import { unlockFor, type UnlockOptions } from './unlock.ts';

export interface IncidentSource {
  readonly session: Session;
  /** Session file that holds it. */
  readonly path: string;
  /** Root of the incident file it comes from. */
  readonly derivedFrom?: string;
  close(): Promise<void>;
}

/** A session file, the id of a session, an incident file, or the id of an incident; the newest session when nothing is named. */
export async function incidentSource(wanted: string | undefined, options: UnlockOptions): Promise<IncidentSource> {
  const file = wanted === undefined ? undefined : incidentFile(wanted);
  if (file === undefined) {
    const session = whichSession(wanted);
    const { path } = session.info();
    if (path === undefined) throw new ObsError('SESSION_MISSING', 'the session has no file');
    return { session, path, close: () => Promise.resolve(session.close()) };
  }
  const opened = await openIncident(file, await unlockFor(file, options));
  try {
    const { root, beside } = await opened.loaded;
    warnOfLeftOut(file, beside);
    return { session: opened.session, path: opened.path, derivedFrom: root, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Path of the incident file that is meant; undefined where it is none. */
export function incidentFile(wanted: string): string | undefined {
  if (wanted.endsWith(EXTENSION)) return findIncident(appPaths().incidents, wanted).path;
  if (statSync(wanted, { throwIfNoEntry: false })?.isFile() === true) return undefined;
  try {
    return findIncident(appPaths().incidents, wanted).path;
  } catch (error) {
    if (error instanceof ObsError && error.code === 'SESSION_MISSING') return undefined;
    throw error;
  }
}
