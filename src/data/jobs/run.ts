// Starts a job in a process of its own and waits for its end. Whatever becomes of the child, the answer is a result or one clear error.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../lib/clock.ts';
import { ObsError } from '../../model/errors.ts';
import { removeFoldersOf } from '../temporary.ts';
import type { Job, JobNews, JobResults } from './job.ts';

export interface RunOptions {
  /** 0 to 1, now and then. */
  readonly onProgress?: (share: number) => void;
  /** Aborting kills the child. */
  readonly signal?: AbortSignal;
  readonly deadlineMillis?: number;
}

/** A file of many gigabytes on a slow disk; beyond it something is wrong. */
const DEADLINE_MILLIS = 30 * 60_000;
/** Memory of the child: a hostile file must not take the machine's. */
const MOST_HEAP_MB = 1_024;

/** `entry` is the bundle's job-child.js. Rejects with the ObsError of the job; `USAGE` where it was cancelled. */
export function runJob<T extends Job['type']>(entry: URL, job: Extract<Job, { type: T }>, options: RunOptions = {}): Promise<JobResults[T]> {
  const { onProgress, signal, deadlineMillis = DEADLINE_MILLIS } = options;
  return new Promise((resolve, reject) => {
    // A child that has the terminal gives it back its first settings when it ends, under the screen that its parent draws.
    const child = fork(fileURLToPath(entry), [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [`--max-old-space-size=${MOST_HEAP_MB}`] });
    let failure: ObsError | undefined;
    const writes = job.type === 'save' || job.type === 'measure';
    const stop = (error: ObsError): void => {
      failure ??= error;
      child.kill('SIGKILL');
    };
    // Whoever quits in the middle of it waits for nothing.
    const quit = (): void => void (child.kill('SIGKILL'), tidy(child.pid));
    process.once('exit', quit);
    const cancel = (): void => stop(new ObsError('USAGE', writes ? 'cancelled; nothing was written' : 'cancelled'));
    const over = new AbortController();
    void systemClock.sleep(deadlineMillis, over.signal).then(() => over.signal.aborted || stop(new ObsError('SESSION_DAMAGED', `not done after ${Math.round(deadlineMillis / 60_000)} minutes`)));
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    let result: JobResults[T] | undefined;
    child.on('message', (news: JobNews) => {
      if (news.type === 'progress') onProgress?.(news.share);
      else if (news.type === 'failed') failure ??= new ObsError(news.code, news.detail);
      else result = news.result as JobResults[T];
    });
    child.once('error', (cause) => stop(new ObsError('BUG', 'the job could not be started', { cause })));
    child.once('close', (code, killed) => {
      over.abort();
      process.off('exit', quit);
      signal?.removeEventListener('abort', cancel);
      if (killed !== null) tidy(child.pid);
      if (result !== undefined) resolve(result);
      else reject(failure ?? new ObsError(writes ? 'SESSION_UNWRITABLE' : 'SESSION_DAMAGED', `the job ended before its time (${killed ?? `exit ${code ?? 0}`}): too much memory, or killed`));
    });
    child.send(job);
  });
}

/** A killed child could not take away what it held in plain; what stays now goes with the next start. */
function tidy(pid = 0): boolean {
  try {
    removeFoldersOf(pid);
    return true;
  } catch {
    return false;
  }
}
