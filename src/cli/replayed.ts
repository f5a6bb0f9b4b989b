// What a replay reads: a session file, or an incident file through a private session that a child process makes of it.
import { systemClock } from '../lib/clock.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import type { ChromeFacts } from '../screens/chrome.ts';
import { attachedSession } from './attached.ts';
import { incidentFile } from './incident/source.ts';
import { openIncident } from './incident/open.ts';
import { unlockFor, type UnlockOptions } from './incident/unlock.ts';
import { namedSession } from './named.ts';

export interface Replayed {
  readonly session: Session;
  /** Session file that holds the rows. */
  readonly path: string;
  /** How far an incident file was read, and what was found wrong with it. */
  facts(): Pick<ChromeFacts, 'loading' | 'failure'>;
  /** Resolves when all of it can be read; rejects where the file is not sound. */
  readonly whole: Promise<unknown>;
  close(): Promise<void>;
}

export async function openReplayed(wanted: string, options: UnlockOptions): Promise<Replayed> {
  const file = incidentFile(wanted);
  if (file === undefined) {
    const session = watched(openSession(wanted), wanted);
    return { session, path: wanted, facts: () => ({}), whole: Promise.resolve(), close: () => Promise.resolve(session.close()) };
  }
  const opened = await openIncident(file, await unlockFor(file, options));
  let state: 'loading' | 'whole' | 'failed' = 'loading';
  let failure = '';
  opened.loaded.then(
    () => (state = 'whole'),
    (error: unknown) => {
      failure = error instanceof ObsError ? error.message : 'unexpected fault';
      state = 'failed';
    },
  );
  const facts = (): ReturnType<Replayed['facts']> => (state === 'whole' ? {} : state === 'failed' ? { failure } : { loading: { share: opened.share() } });
  return { session: namedSession(opened.session, file), path: opened.path, facts, whole: opened.loaded, close: opened.close };
}

/** The file to save from. Only what was read to its seal is saved again: a new seal over altered rows would vouch for them. */
export function soundPath({ path, facts }: Pick<Replayed, 'path' | 'facts'>): string {
  const { loading, failure } = facts();
  if (failure !== undefined) throw new ObsError('SESSION_DAMAGED', 'what was altered is not saved again');
  if (loading !== undefined) throw new ObsError('SESSION_BUSY', 'the file is still being read: save from it once its seal was checked');
  return path;
}

/** One that another program records is no replay: it is followed, and its header says so. */
function watched(session: Session, file: string): Session {
  return session.info().growing ? attachedSession(session, file, systemClock) : session;
}
