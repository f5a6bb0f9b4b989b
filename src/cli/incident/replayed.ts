// A replay of an incident file, through a private session that a child process makes of it.
import type { Beside } from '../../data/incident/beside.ts';
import { ObsError } from '../../model/errors.ts';
import { annotatedSession } from '../annotator.ts';
import { namedSession } from '../named.ts';
import type { Replayed } from '../replayed.ts';
import { incidentAnnotator, type Notable } from './annotator.ts';
import { leftOut } from './left-out.ts';
import { openIncident } from './open.ts';
import { unlockFor, type UnlockOptions } from './unlock.ts';

/** Readable while a child process still reads the file and checks its seal. */
export async function replayedIncident(file: string, options: UnlockOptions): Promise<Replayed> {
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
