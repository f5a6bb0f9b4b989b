// What a replay reads: a session file, or an incident file through a private session that a child process makes of it.
import { systemClock } from '../lib/clock.ts';
import type { Beside } from '../data/incident/beside.ts';
import { openSession } from '../data/session/reader.ts';
import { ObsError } from '../model/errors.ts';
import type { Session } from '../model/session.ts';
import type { ChromeFacts } from '../screens/chrome.ts';
import { annotatedSession, incidentAnnotator, sessionAnnotator, type Annotator, type Notable } from './annotator.ts';
import { attachedSession } from './attached.ts';
import { leftOut } from './incident/left-out.ts';
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
  /** Resolves when all of it can be read, with what is to be said about it; rejects where the file is not sound. */
  readonly whole: Promise<string | undefined>;
  /** Adds notes and pins. */
  readonly annotator: Annotator;
  close(): Promise<void>;
}

export async function openReplayed(wanted: string, options: UnlockOptions): Promise<Replayed> {
  const file = incidentFile(wanted);
  return file === undefined ? replayedSession(wanted) : replayedIncident(file, options);
}

function replayedSession(path: string): Replayed {
  const annotator = sessionAnnotator(path);
  const session = watched(openSession(path), path, annotator);
  const close = (): Promise<void> => Promise.resolve((session.close(), annotator.close()));
  return { session, path, facts: () => ({}), whole: Promise.resolve(undefined), annotator, close };
}

async function replayedIncident(file: string, options: UnlockOptions): Promise<Replayed> {
  const opened = await openIncident(file, await unlockFor(file, options));
  let state: { readonly kind: 'loading' } | { readonly kind: 'whole'; readonly root: string; readonly beside: Beside } | { readonly kind: 'failed'; readonly failure: string } = { kind: 'loading' };
  const whole = opened.loaded.then(({ root, beside }) => {
    state = { kind: 'whole', root, beside };
    return leftOut(file, beside);
  });
  whole.catch((error: unknown) => {
    state = { kind: 'failed', failure: error instanceof ObsError ? error.message : 'unexpected fault' };
  });
  const facts = (): ReturnType<Replayed['facts']> => (state.kind === 'whole' ? {} : state.kind === 'failed' ? { failure: state.failure } : { loading: { share: opened.share() } });
  const known = (): Notable | string => {
    if (state.kind !== 'whole') return state.kind === 'failed' ? 'what was altered is not added to' : 'the file is still being read';
    return 'refused' in state.beside ? state.beside.refused : { root: state.root, last: state.beside.last };
  };
  const annotator = incidentAnnotator(file, opened.path, known);
  const session = annotatedSession(namedSession(opened.session, file), annotator);
  return { session, path: opened.path, facts, whole, annotator, close: opened.close };
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
