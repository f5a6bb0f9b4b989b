// The UI thread's handle on the recorder: starts the worker, sends requests, and remembers the few facts that cannot be recorded.
import { Worker } from 'node:worker_threads';
import { ObsError } from '../../model/errors.ts';
import type { Micros } from '../../lib/micros.ts';
import type { FromRecorder, RecorderPlan, ToRecorder } from './protocol.ts';

export interface RecorderHandle {
  /** The session file. */
  readonly path: string;
  /** Why rows cannot be written now, for people; undefined while all is well. */
  trouble(): string | undefined;
  note(at: Micros, text: string): void;
  /** Resolves when every source has come to its natural end or the recorder is gone. */
  readonly ended: Promise<void>;
  /**
   * Stops the sources, commits, finalises the file; resolves when the worker is gone, at the latest after `patienceMillis`.
   * Yields why not every row is in the file, where that is so.
   */
  close(patienceMillis?: number): Promise<ObsError | undefined>;
}

/** A small young generation keeps the memory of a long recording flat; the old one holds the largest frame several times over. */
const HEAP = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 384 };
/** Writing the last rows and leaving WAL mode takes this long on a slow disk. */
const PATIENCE_MILLIS = 10_000;

/**
 * Resolves once the session can be read; rejects with an ObsError where it cannot be recorded at all. `onTrouble` hears once why rows
 * cannot be written, and once that they can again.
 */
export function startRecorder(entry: URL, plan: RecorderPlan, onTrouble: (trouble: string | undefined) => void = () => undefined): Promise<RecorderHandle> {
  const worker = new Worker(entry, { workerData: plan, resourceLimits: HEAP });
  const send = (message: ToRecorder): void => worker.postMessage(message);
  let trouble: string | undefined;
  let failure: ObsError | undefined;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (message: FromRecorder) => message.type === 'ended' && resolve());
    void exited.then(resolve);
  });
  const handle = (path: string): RecorderHandle => ({
    path,
    trouble: () => trouble,
    note: (at, text) => send({ type: 'note', at, text }),
    ended,
    close: async (patienceMillis = PATIENCE_MILLIS) => {
      send({ type: 'close' });
      const patience = setTimeout(() => {
        failure ??= new ObsError('RECORDER', `it did not end within ${patienceMillis} ms`);
        void worker.terminate();
      }, patienceMillis);
      await exited;
      clearTimeout(patience);
      return failure;
    },
  });
  const hear = ({ code, detail, held }: Extract<FromRecorder, { type: 'trouble' }>): void => {
    const before = trouble;
    trouble = code === undefined ? undefined : `${detail} · ${held} rows held`;
    if ((before === undefined) !== (trouble === undefined)) onTrouble(trouble);
  };
  return new Promise((resolve, reject) => {
    const fail = (error: ObsError): void => {
      failure ??= error;
      trouble = `RECORDER STOPPED · ${failure.message}`;
      reject(failure);
    };
    worker.on('message', (message: FromRecorder) => {
      if (message.type === 'ready') resolve(handle(message.path));
      if (message.type === 'trouble') hear(message);
      if (message.type === 'failed') fail(new ObsError(message.code, message.detail));
    });
    worker.once('error', (error) => fail(new ObsError('RECORDER', `the recorder broke: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error })));
    worker.once('exit', (code) => code !== 0 && fail(new ObsError('RECORDER', 'the recorder ended before its time')));
  });
}
