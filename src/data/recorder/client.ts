// The UI thread's handle on the recorder: starts the worker, sends requests, and remembers the few facts that cannot be recorded.
import { Worker } from 'node:worker_threads';
import { ObsError } from '../../model/errors.ts';
import type { Micros } from '../../lib/micros.ts';
import type { FromRecorder, RecorderPlan, ToRecorder } from './protocol.ts';

export interface RecorderHandle {
  /** Why rows cannot be written now, for people; undefined while all is well. */
  trouble(): string | undefined;
  note(at: Micros, text: string): void;
  /** Resolves when every source has come to its natural end or the recorder is gone. */
  readonly ended: Promise<void>;
  /** Stops the sources, commits, finalises the file; resolves when the worker is gone, at the latest after `patienceMillis`. */
  close(patienceMillis?: number): Promise<void>;
}

/** A small young generation keeps the memory of a long recording flat; the old one holds the largest frame several times over. */
const HEAP = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 384 };

/** Resolves once the session can be read; rejects with an ObsError where it cannot be recorded at all. */
export function startRecorder(entry: URL, plan: RecorderPlan): Promise<RecorderHandle> {
  const worker = new Worker(entry, { workerData: plan, resourceLimits: HEAP });
  const send = (message: ToRecorder): void => worker.postMessage(message);
  let trouble: string | undefined;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (message: FromRecorder) => message.type === 'ended' && resolve());
    worker.once('exit', () => resolve());
  });
  const handle: RecorderHandle = {
    trouble: () => trouble,
    note: (at, text) => send({ type: 'note', at, text }),
    ended,
    close: async (patienceMillis = 1_500) => {
      send({ type: 'close' });
      const patience = setTimeout(() => void worker.terminate(), patienceMillis);
      await exited;
      clearTimeout(patience);
    },
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromRecorder) => {
      if (message.type === 'ready') resolve(handle);
      if (message.type === 'trouble') trouble = message.code === undefined ? undefined : `${message.detail} · ${message.held} rows held`;
      if (message.type !== 'failed') return;
      trouble = `RECORDER STOPPED · ${message.detail}`;
      reject(new ObsError(message.code, message.detail));
    });
    worker.once('error', (error) => {
      trouble = `RECORDER STOPPED · ${error instanceof Error ? error.message : 'unknown'}`;
      reject(new ObsError('RECORDER', 'the recorder could not start', { cause: error }));
    });
  });
}
