// An incident file as a session for commands that read once and end: the same child process, waited for.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEncrypted } from '../../data/incident/encrypt.ts';
import type { Job, JobNews, JobResults } from '../../data/jobs/job.ts';
import { openSession } from '../../data/session/reader.ts';
import { ObsError } from '../../model/errors.ts';
import type { Session } from '../../model/session.ts';
import { temporaryFolder } from '../../data/temporary.ts';
import { JOB_ENTRY } from './job.ts';
import { warnOfLeftOut } from './left-out.ts';

const DEADLINE_MILLIS = 10 * 60_000;

/** Throws what is wrong with the file. Closing the session removes it. */
export function openIncidentSync(file: string): Session {
  if (isEncrypted(file)) throw new ObsError('INCIDENT_LOCKED', `${file} is encrypted: open it with \`obs-tui replay\`, or import it decrypted`);
  const folder = temporaryFolder();
  try {
    const target = join(folder.path, 'incident.db');
    warnOfLeftOut(file, load({ type: 'load', file, target, unlock: {} }).beside);
    const session = openSession(target);
    return { ...session, close: () => (session.close(), folder.remove()) };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

function load(job: Job): JobResults['load'] {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(JOB_ENTRY), JSON.stringify(job)], { encoding: 'utf8', timeout: DEADLINE_MILLIS, stdio: ['ignore', 'pipe', 'ignore'] });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (last === '') throw new ObsError('SESSION_DAMAGED', 'reading the file ended before its time');
  const news: JobNews<'load'> = JSON.parse(last);
  if (news.type === 'done') return news.result;
  throw news.type === 'failed' ? new ObsError(news.code, news.detail) : new ObsError('SESSION_DAMAGED', 'reading the file ended before its time');
}
