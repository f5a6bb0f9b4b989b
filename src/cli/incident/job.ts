// Runs a job for a command: progress on standard error where a person looks at it; a signal, Ctrl+C among them, cancels.
import { runJob } from '../../data/jobs/run.ts';
import type { Job, JobResults } from '../../data/jobs/job.ts';
import type { Config } from '../../data/config/schema.ts';
import type { RedactPlan } from '../../data/jobs/job.ts';
import { onSignals } from '../signals.ts';

export const JOB_ENTRY = new URL('./job-child.js', import.meta.url);

export async function jobFor<T extends Job['type']>(what: string, job: Extract<Job, { type: T }>): Promise<JobResults[T]> {
  const stop = new AbortController();
  const stopListening = onSignals(() => stop.abort());
  const shows = process.stderr.isTTY;
  try {
    return await runJob<T>(JOB_ENTRY, job, {
      signal: stop.signal,
      ...(shows ? { onProgress: (share: number) => void process.stderr.write(`\r${what} ${Math.round(share * 100)} % `) } : {}),
    });
  } finally {
    stopListening();
    if (shows) process.stderr.write('\r\u001b[K');
  }
}

export function redactPlan({ redact }: Config): RedactPlan {
  return { ips: redact.ips, rules: redact.rules };
}
