// What an incident is saved from: a recorded session, or another incident file, with what was noted on it since.
import { statSync } from 'node:fs';
import { EXTENSION } from '../../data/incident/extension.ts';
import { findIncident } from '../../data/incident/library.ts';
import { ObsError } from '../../model/errors.ts';
import type { Session } from '../../model/session.ts';
import { appPaths } from '../paths.ts';
import { whichSession } from '../which-session.ts';
import { openWhole } from './open-whole.ts';
import { unlockFor, type UnlockOptions } from './unlock.ts';

export interface IncidentSource {
  readonly session: Session;
  /** Session file that holds it. */
  readonly path: string;
  /** Root of the incident file it comes from. */
  readonly derivedFrom?: string;
}

/** A session file, the id of a session, an incident file, or the id of an incident; the newest session when nothing is named. */
export async function incidentSource(wanted: string | undefined, options: UnlockOptions): Promise<IncidentSource> {
  const file = wanted === undefined ? undefined : incidentFile(wanted);
  if (file === undefined) {
    const session = await whichSession(wanted);
    const { path } = session.info();
    if (path === undefined) throw new ObsError('SESSION_MISSING', 'the session has no file');
    return { session, path };
  }
  const { session, path, root } = await openWhole(file, await unlockFor(file, options));
  return { session, path, derivedFrom: root };
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
