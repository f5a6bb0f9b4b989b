// What a replay reads, and a session file as that.
import { systemClock } from '../lib/clock.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import type { ChromeFacts } from '../screens/chrome.ts';
import { annotatedSession, sessionAnnotator, type Annotator } from './annotator.ts';
import { attachedSession } from './attached.ts';

export interface Replayed {
  readonly session: Session;
  /** Session file that holds the rows. */
  readonly path: string;
  /** How far an incident file was read, and what was found wrong with it. */
  facts(): Pick<ChromeFacts, 'loading' | 'failure'>;
  /** Resolves when all of it can be read, with what is to be said about it; rejects where the file is not sound. */
  readonly whole: Promise<string | undefined>;
  /** Adds notes and pins. */
  readonly annotator: Annotator;
  close(): Promise<void>;
}

/** Throws SESSION_MISSING, SESSION_DAMAGED or SESSION_NEWER. */
export function replayedSession(path: string): Replayed {
  const annotator = sessionAnnotator(path);
  const session = watched(openSession(path), path, annotator);
  const close = (): Promise<void> => Promise.resolve((session.close(), annotator.close()));
  return { session, path, facts: () => ({}), whole: Promise.resolve(undefined), annotator, close };
}

/** The file to save from. Only what was read to its seal is saved again: a new seal over altered rows would vouch for them. */
export function soundPath({ path, facts }: Pick<Replayed, 'path' | 'facts'>): string {
  const { loading, failure } = facts();
  if (failure !== undefined) throw new ObsError('SESSION_DAMAGED', 'what was altered is not saved again');
  if (loading !== undefined) throw new ObsError('SESSION_BUSY', 'the file is still being read: save from it once its seal was checked');
  return path;
}

/** One that another program records is no replay: it is followed, and its header says so. */
function watched(session: Session, file: string, annotator: Annotator): Session {
  return session.info().growing ? attachedSession(session, file, systemClock) : annotatedSession(session, annotator);
}
