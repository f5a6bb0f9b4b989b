// Opens an incident file for reading: a child process checks every line and makes a private session of it, which can be read while the
// child is still at work. The session goes when it is closed.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { runJob } from '../../data/jobs/run.ts';
import type { JobResults, Unlock } from '../../data/jobs/job.ts';
import { openSession } from '../../data/session/reader.ts';
import { ObsError } from '../../model/errors.ts';
import type { Session } from '../../model/session.ts';
import { temporaryFolder } from '../../data/temporary.ts';
import { JOB_ENTRY } from './job.ts';

export interface OpenedIncident {
  readonly session: Session;
  /** The private session file. */
  readonly path: string;
  /** Resolves when every line is read and the seal holds; rejects with what is wrong with the file. */
  readonly loaded: Promise<JobResults['load']>;
  /** 0 to 1. */
  share(): number;
  close(): Promise<void>;
}

/** Resolves as soon as the first rows can be read; rejects where none ever can. */
export async function openIncident(file: string, unlock: Unlock): Promise<OpenedIncident> {
  const folder = temporaryFolder();
  const target = join(folder.path, 'incident.db');
  const stop = new AbortController();
  let share = 0;
  const loaded = runJob<'load'>(JOB_ENTRY, { type: 'load', file, target, unlock }, {
    signal: stop.signal,
    onProgress: (now) => {
      share = now;
    },
  });
  const close = async (): Promise<void> => {
    stop.abort();
    await Promise.allSettled([loaded]);
    folder.remove();
  };
  try {
    const session = await firstRead(target, loaded);
    return { session, path: target, loaded, share: () => share, close: async () => (session.close(), close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

const LOOK_MILLIS = 30;

async function firstRead(target: string, loaded: Promise<unknown>): Promise<Session> {
  let ended = false;
  loaded.then(() => (ended = true), () => (ended = true));
  for (;;) {
    const over = ended;
    if (statSync(target, { throwIfNoEntry: false }) !== undefined) {
      const session = tried(target);
      if (session !== undefined) return session;
    }
    if (over) {
      await loaded;
      throw new ObsError('SESSION_DAMAGED', 'the file holds no commit');
    }
    await systemClock.sleep(LOOK_MILLIS);
  }
}

/** The session once it has a commit. */
function tried(target: string): Session | undefined {
  try {
    return openSession(target);
  } catch (error) {
    if (error instanceof ObsError && ['SESSION_MISSING', 'SESSION_BUSY', 'SESSION_DAMAGED'].includes(error.code)) return undefined;
    throw error;
  }
}
