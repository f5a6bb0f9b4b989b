// An incident file as a session for commands that read once and end: nothing of it is answered before its seal was seen to hold.
import { join } from 'node:path';
import type { Unlock } from '../../data/jobs/job.ts';
import { openSession } from '../../data/session/reader.ts';
import { temporaryFolder } from '../../data/temporary.ts';
import type { Session } from '../../model/session.ts';
import { onSignals } from '../signals.ts';
import { jobFor } from './job.ts';
import { warnOfLeftOut } from './left-out.ts';

export interface WholeIncident {
  /** Closing it removes the private session. */
  readonly session: Session;
  /** The private session file. */
  readonly path: string;
  /** Hexadecimal. */
  readonly root: string;
}

/** Rejects with what is wrong with the file. */
export async function openWhole(file: string, unlock: Unlock): Promise<WholeIncident> {
  const folder = passingFolder();
  try {
    const path = join(folder.path, 'incident.db');
    const { root, beside } = await jobFor('reading', { type: 'load', file, target: path, unlock });
    warnOfLeftOut(file, beside);
    const session = openSession(path);
    return { session: { ...session, close: () => (session.close(), folder.remove()) }, path, root };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** It goes with the process, also where a signal ends that one: what was encrypted lies in it in plain. */
function passingFolder(): ReturnType<typeof temporaryFolder> {
  const { path, remove } = temporaryFolder();
  process.once('exit', remove);
  // A job that is at work listens too: the signal cancels it, and the command ends by itself.
  const stopListening = onSignals((code) => process.listenerCount('SIGINT') > 1 || process.exit(code));
  return {
    path,
    remove: () => {
      stopListening();
      process.off('exit', remove);
      remove();
    },
  };
}
