// Opens what is replayed: a session file, or an incident file through a private session that a child process makes of it.
import { statSync } from 'node:fs';
import { EXTENSION } from '../data/incident/extension.ts';
import type { UnlockOptions } from './incident/unlock.ts';
import { replayedSession, type Replayed } from './replayed.ts';

/** What reads incident files is not loaded for a session. */
export async function openReplayed(wanted: string, options: UnlockOptions): Promise<Replayed> {
  if (!wanted.endsWith(EXTENSION) && statSync(wanted, { throwIfNoEntry: false })?.isFile() === true) return replayedSession(wanted);
  const [{ incidentFile }, { replayedIncident }] = await Promise.all([import('./incident/source.ts'), import('./incident/replayed.ts')]);
  const file = incidentFile(wanted);
  return file === undefined ? replayedSession(wanted) : replayedIncident(file, options);
}
