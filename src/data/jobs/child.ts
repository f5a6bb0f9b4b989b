// Entry of the job child: takes one job, does it, says what came of it, ends. The job comes over the pipe to its parent and nothing comes
// as an argument, which every user of the machine could read: a passphrase may be in it.
import { randomBytes } from 'node:crypto';
import type { Job, JobNews } from './job.ts';
import { perform } from './perform.ts';
import { isErrorCode, ObsError } from '../../model/errors.ts';

process.once('message', (job: Job) => start(job, (news, done) => void process.send?.(news, undefined, undefined, done)));
// Whoever asked is gone: nobody waits for the result.
process.once('disconnect', () => process.exit(1));
// Ctrl+C reaches all processes of a terminal. One that is ended through `exit` takes along what it holds in plain.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

function start(job: Job, tell: (news: JobNews, done: () => void) => void): void {
  const finish = (news: JobNews): void => tell(news, () => process.exit(0));
  void perform(job, { key: randomBytes(32), onProgress: (share) => tell({ type: 'progress', share }, () => undefined) }).then(
    (result) => finish({ type: 'done', result }),
    (error: unknown) => finish(failed(error)),
  );
}

function failed(error: unknown): JobNews {
  if (error instanceof ObsError && isErrorCode(error.code)) return { type: 'failed', code: error.code, detail: error.message };
  return { type: 'failed', code: 'BUG', detail: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
}
