// The UI thread's handle on the recorder: starts the worker, sends requests, and remembers the few facts that cannot be recorded.
import { Worker } from 'node:worker_threads';
import { ObsError } from '../../model/errors.ts';
import type { Ask } from '../../model/ask.ts';
import type { FromRecorder, RecorderPlan, ToRecorder } from './protocol.ts';

export interface RecorderHandle {
  /** The session file. */
  readonly path: string;
  /** Why rows cannot be written now, for people; undefined while all is well. */
  trouble(): string | undefined;
  /** What comes of it is recorded. */
  ask(ask: Ask): void;
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
export async function startRecorder(entry: URL, plan: RecorderPlan, onTrouble: (trouble: string | undefined) => void = () => undefined): Promise<RecorderHandle> {
  const recorder = new WorkerRecorder(new Worker(entry, { workerData: plan, resourceLimits: HEAP }), onTrouble);
  await recorder.begun;
  return recorder;
}

class WorkerRecorder implements RecorderHandle {
  readonly ended: Promise<void>;
  readonly begun: Promise<void>;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #onTrouble: (trouble: string | undefined) => void;
  #path: string | undefined;
  #trouble: string | undefined;
  #failure: ObsError | undefined;

  constructor(worker: Worker, onTrouble: (trouble: string | undefined) => void) {
    this.#worker = worker;
    this.#onTrouble = onTrouble;
    worker.on('message', (message: FromRecorder) => this.#hear(message));
    worker.once('error', (error) => this.#fail(new ObsError('RECORDER', `the recorder broke: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error })));
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    // What failed has said so before; an exit in order is one only after a beginning.
    worker.once('exit', (code) => (code === 0 && this.#path !== undefined) || this.#fail(new ObsError('RECORDER', 'the recorder ended before its time')));
    this.ended = this.#told('ended');
    this.begun = this.#told('ready').then(() => {
      if (this.#failure !== undefined) throw this.#failure;
    });
  }

  get path(): string {
    return this.#path ?? '';
  }

  trouble(): string | undefined {
    return this.#trouble;
  }

  ask(ask: Ask): void {
    this.#send({ type: 'ask', ask });
  }

  async close(patienceMillis = PATIENCE_MILLIS): Promise<ObsError | undefined> {
    this.#send({ type: 'close' });
    const patience = setTimeout(() => {
      this.#failure ??= new ObsError('RECORDER', `it did not end within ${patienceMillis} ms`);
      void this.#worker.terminate();
    }, patienceMillis);
    await this.#exited;
    clearTimeout(patience);
    return this.#failure;
  }

  #send(message: ToRecorder): void {
    this.#worker.postMessage(message);
  }

  /** Resolves with the first message of this type, or when the worker is gone. */
  #told(type: FromRecorder['type']): Promise<void> {
    return new Promise((resolve) => {
      this.#worker.on('message', (message: FromRecorder) => message.type === type && resolve());
      void this.#exited.then(resolve);
    });
  }

  #hear(message: FromRecorder): void {
    if (message.type === 'ready') this.#path = message.path;
    if (message.type === 'failed') this.#fail(new ObsError(message.code, message.detail));
    if (message.type !== 'trouble') return;
    const before = this.#trouble;
    this.#trouble = message.code === undefined ? undefined : `${message.detail} · ${message.held} rows held`;
    if ((before === undefined) !== (this.#trouble === undefined)) this.#onTrouble(this.#trouble);
  }

  /** The first failure counts: what comes after it is its consequence. */
  #fail(error: ObsError): void {
    this.#failure ??= error;
    this.#trouble = `RECORDER STOPPED · ${this.#failure.message}`;
  }
}
