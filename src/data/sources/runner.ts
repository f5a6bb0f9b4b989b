// Keeps one source running: retries, resume and health, once for every adapter. An adapter only connects, decodes and throws.
// Invariant: the resume token handed to the next try belongs to a batch that the sink has accepted.
import { backoffMillis } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import { shift, type Micros } from '../../lib/micros.ts';
import { SourceError } from '../../model/errors.ts';
import type { HealthDraft } from '../../model/signal.ts';
import type { Batch, Resume, Source } from './source.ts';

/** A stream that was up this long starts again with the shortest wait. */
const STABLE_MILLIS = 30_000;

/** Where batches go. `accept` takes the batch at once and settles when there is room for more: that wait is the back-pressure. */
export interface BatchSink {
  accept(batch: Batch): Promise<void>;
}

export interface RunOptions {
  readonly source: Source;
  /** The configured name, for health details. */
  readonly name: string;
  readonly sink: BatchSink;
  readonly clock: Clock;
  /** [0, 1). */
  readonly random: () => number;
  /** Ends the run; nothing more is accepted afterwards. */
  readonly signal: AbortSignal;
}

/**
 * Runs until the signal aborts, the source ends, or it refuses for good. Rejects only when the sink does:
 * whatever the source throws becomes a health row.
 */
export async function runSource(options: RunOptions): Promise<void> {
  const { name, clock, random, signal } = options;
  let resume: Resume | undefined;
  let attempt = 0;
  while (!signal.aborted) {
    await tell(options, { state: 'connecting', detail: `connecting to ${name}` });
    const ending = await once(options, resume);
    resume = ending.resume;
    if (signal.aborted) return;
    if (ending.failure === undefined) {
      await tell(options, { state: 'ended', detail: `${name} has ended` });
      return;
    }
    const { code, detail } = ending.failure;
    if (!ending.failure.retry) {
      await tell(options, { state: 'refused', code, detail: `${detail}; not trying again` });
      return;
    }
    attempt = ending.upMillis >= STABLE_MILLIS ? 1 : attempt + 1;
    const waitMillis = Math.max(backoffMillis(attempt, random), ending.failure.waitMillis);
    const now = clock.now();
    await tell(options, {
      state: 'retrying',
      code,
      attempt,
      retryAt: shift(now, waitMillis * 1_000),
      detail: `${detail}; trying again in ${(waitMillis / 1_000).toFixed(1)} s`,
    }, now);
    await clock.sleep(waitMillis, signal);
  }
}

interface Failure {
  readonly code: string;
  readonly detail: string;
  readonly retry: boolean;
  readonly waitMillis: number;
}

interface Ending {
  /** Undefined where the source came to its natural end or was aborted. */
  readonly failure: Failure | undefined;
  readonly resume: Resume | undefined;
  /** How long the stream was up, 0 where it never was. */
  readonly upMillis: number;
}

/** One connection: from opening the stream to its end. Leaves nothing open, however it ends. */
async function once(options: RunOptions, from: Resume | undefined): Promise<Ending> {
  const { source, clock, signal, name } = options;
  let resume = from;
  let upSince: number | undefined;
  const ending = (failure: Failure | undefined): Ending => ({
    failure,
    resume,
    upMillis: upSince === undefined ? 0 : clock.monotonicMillis() - upSince,
  });

  const batches = opened(source, signal, from);
  try {
    while (!signal.aborted) {
      const step = await pulled(batches);
      if ('failure' in step) return ending(step.failure);
      if (step.done === true || signal.aborted) break;
      const batch = step.value;
      if (upSince === undefined && batch.live !== false) {
        upSince = clock.monotonicMillis();
        await tell(options, { state: 'ok', detail: `${name} is up` });
      }
      if (batch.drafts.length > 0 || batch.bytes > 0 || batch.committed !== undefined) await taken(options, batch);
      resume = batch.resume ?? resume;
    }
  } finally {
    await closed(batches);
  }
  return ending(undefined);
}

/** Opening is put off to the first pull, so that an adapter that throws at once is treated like any other. */
async function* opened(source: Source, signal: AbortSignal, resume: Resume | undefined): AsyncGenerator<Batch, void> {
  yield* source.stream({ signal, resume });
}

type Step = IteratorResult<Batch, void> | { readonly failure: Failure };

async function pulled(batches: AsyncGenerator<Batch, void>): Promise<Step> {
  try {
    return await batches.next();
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** The connection is being given up: what its clean-up throws would only hide why. */
async function closed(batches: AsyncGenerator<Batch, void>): Promise<void> {
  await batches.return().catch(() => undefined);
}

/** What an error means for the next try. Only a SourceError's own words are known to be free of secrets. */
function failureOf(error: unknown): Failure {
  if (error instanceof SourceError) {
    return { code: error.code, detail: error.message, retry: error.retry, waitMillis: error.waitMillis ?? 0 };
  }
  const what = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return { code: 'BUG', detail: `unexpected ${what}${code} in the source adapter`, retry: true, waitMillis: 0 };
}

type HealthWords = Omit<HealthDraft, 'kind' | 'at'>;

function tell(options: RunOptions, words: HealthWords, at: Micros = options.clock.now()): Promise<void> {
  return taken(options, { drafts: [{ kind: 'health', at, ...words }], bytes: 0 });
}

/** Waits for room, but no longer than the run lasts: a full disk must not hold up the end of the program. */
function taken({ sink, signal }: RunOptions, batch: Batch): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    void sink
      .accept(batch)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
