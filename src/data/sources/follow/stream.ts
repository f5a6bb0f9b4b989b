// The one loop that follows all inputs of a source: looks after the files, takes in turn, yields, and waits when nothing comes.
import type { Clock } from '../../../lib/clock.ts';
import { SourceError } from '../../../model/errors.ts';
import type { Draft, HealthDraft } from '../../../model/signal.ts';
import type { Batch } from '../source.ts';
import type { Alarm } from './alarm.ts';
import type { Input } from './input.ts';
import { resumeOf } from './position.ts';
import { FLUSH_MILLIS } from './reader.ts';

const MOST_DRAFTS = 1_000;
/** File systems announce changes unreliably or not at all: looking is the one way that works on all of them. */
const POLL_MILLIS = 200;

export interface Follow {
  readonly inputs: readonly Input[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Rings when a stream has something. */
  readonly alarm: Alarm;
}

/** Ends when every input has ended or the signal aborts, which closes them at once. Throws SourceError where nothing can be read at all. */
export async function* followed({ inputs, clock, signal, alarm }: Follow): AsyncGenerator<Batch, void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let troubles = '';
  // Whoever aborts may never ask for another batch.
  const abort = (): void => void closeAll(inputs);
  signal.addEventListener('abort', abort, { once: true });
  try {
    while (!signal.aborted) {
      if (clock.monotonicMillis() - lookedAt >= POLL_MILLIS) {
        const first = lookedAt < 0;
        lookedAt = clock.monotonicMillis();
        await Promise.all(inputs.map((input) => input.look()));
        if (first && !inputs.some((input) => input.opened)) throw nothingOpened(inputs);
        if (first) yield { drafts: [], bytes: 0 };
      }
      const drafts: Draft[] = [];
      const health = healthOf(inputs, clock);
      if (health.detail !== troubles && (troubles !== '' || health.state !== 'ok')) drafts.push(health);
      troubles = health.state === 'ok' ? '' : health.detail;
      const bytes = await takeInTurn(inputs, drafts);
      if (drafts.length > 0 || bytes > 0) yield { drafts, bytes, resume: resume(inputs) };
      else if (inputs.every((input) => input.ended)) return;
      else await alarm.wait(clock, waitMillis(inputs), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    await closeAll(inputs);
  }
}

async function closeAll(inputs: readonly Input[]): Promise<void> {
  await Promise.all(inputs.map((input) => input.close()));
}

/** Every input gets its turn in each round, so that a fast file cannot starve a slow one. */
async function takeInTurn(inputs: readonly Input[], drafts: Draft[]): Promise<number> {
  let bytes = 0;
  const share = Math.max(1, Math.ceil(MOST_DRAFTS / inputs.length));
  for (const input of inputs) {
    const taken = await input.take(share);
    for (const draft of taken.drafts) drafts.push(draft);
    bytes += taken.bytes;
  }
  return bytes;
}

function waitMillis(inputs: readonly Input[]): number {
  return inputs.some((input) => input.holding) ? FLUSH_MILLIS : POLL_MILLIS;
}

function resume(inputs: readonly Input[]): Batch['resume'] & {} {
  return resumeOf(inputs.map((input) => [input.name, input.positions()] as const).filter(([, positions]) => positions.length > 0));
}

function healthOf(inputs: readonly Input[], clock: Clock): HealthDraft {
  const troubled = inputs.flatMap(({ problem }) => (problem === undefined ? [] : [problem.text]));
  if (troubled.length === 0) return { kind: 'health', at: clock.now(), state: 'ok', detail: 'every file is there again' };
  const detail = `${troubled.join('; ')}; looking again every second`;
  return { kind: 'health', at: clock.now(), state: 'degraded', code: 'SOURCE_FILE', detail };
}

function nothingOpened(inputs: readonly Input[]): SourceError {
  const problems = inputs.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const retry = problems.some((problem) => problem.retry);
  return new SourceError('SOURCE_FILE', problems.map(({ text }) => text).join('; '), { retry });
}
