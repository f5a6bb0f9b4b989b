// Polls all targets of a source together, at a steady pace. One batch is one scrape of everything; a failing target is `up` 0
// in it, and only when nothing answers at all is the source itself down.
import { SECOND, type Micros } from '../../../lib/micros.ts';
import { SourceError } from '../../../model/errors.ts';
import type { Draft, GapDraft } from '../../../model/signal.ts';
import { accessHeaders } from '../http/auth.ts';
import { openClient } from '../http/open-client.ts';
import { Standing } from '../http/standing.ts';
import { resumedAt, resumeAt } from '../polled.ts';
import type { Batch, SourceDeps, StreamOptions } from '../source.ts';
import type { ScrapeConfig } from './config.ts';
import { TargetPoller, type Poll } from './poller.ts';
import { targetOf } from './target.ts';

const LEAST_TIMEOUT_MILLIS = 2_000;
const MOST_TIMEOUT_MILLIS = 10_000;
const MOST_NAMED = 3;

export async function* streamScrapes(config: ScrapeConfig, { clock }: SourceDeps, { signal, resume }: StreamOptions): AsyncGenerator<Batch> {
  const client = await openClient(config, signal);
  try {
    const timeoutMillis = config.timeout ?? Math.min(Math.max(config.interval, LEAST_TIMEOUT_MILLIS), MOST_TIMEOUT_MILLIS);
    const access = { client, hostHeader: config.host, allowInsecure: config.allow_insecure, timeoutMillis };
    const pollers: TargetPoller[] = [];
    for (const given of config.targets) {
      const target = targetOf(config, given);
      const headers = await accessHeaders(config, target.credentials, { signal });
      pollers.push(new TargetPoller(target, { ...access, headers }, clock));
    }
    const standing = new Standing();
    let since = resumedAt(resume);
    while (!signal.aborted) {
      const started = clock.monotonicMillis();
      const at = clock.now();
      const polls = await Promise.all(pollers.map((poller) => poller.poll(signal)));
      if (signal.aborted) return;
      const errors = polls.flatMap(({ error }) => error ?? []);
      const down = errors.length === polls.length;
      const health = down ? [] : standing.change(at, conditions(errors, polls.length), 'every target answers');
      const gap = down ? [] : missedSince(since, at, config);
      if (!down) since = undefined;
      yield batchOf(polls, [...gap, ...health], down ? { live: false } : { resume: resumeAt(at) });
      if (down) throw allFailed(errors);
      await clock.sleep(Math.max(0, config.interval - (clock.monotonicMillis() - started)), signal);
    }
  } catch (error) {
    // What fails because the stream was told to end is the end and no failure.
    if (!signal.aborted) throw error;
  } finally {
    await client.close();
  }
}

function batchOf(polls: readonly Poll[], more: readonly Draft[], rest: Pick<Batch, 'live' | 'resume'>): Batch {
  const drafts: Draft[] = [];
  let bytes = 0;
  for (const poll of polls) {
    // A loop and not a spread of arguments: a page may hold more samples than a call takes arguments.
    for (const draft of poll.drafts) drafts.push(draft);
    bytes += poll.bytes;
  }
  for (const draft of more) drafts.push(draft);
  return { drafts, bytes, ...rest };
}

function conditions(errors: readonly SourceError[], targets: number): readonly string[] {
  if (errors.length === 0) return [];
  const named = errors.slice(0, MOST_NAMED).map(({ message }) => message);
  const more = errors.length > MOST_NAMED ? [`and ${errors.length - MOST_NAMED} more`] : [];
  return [`${errors.length} of ${targets} targets fail: ${[...named, ...more].join('; ')}`];
}

/** The scrapes that were lost while nothing answered; one late scrape is no loss. */
function missedSince(since: Micros | undefined, at: Micros, { name, interval }: ScrapeConfig): readonly GapDraft[] {
  const missing = since === undefined ? 0 : Math.floor((at - since) / (interval * 1_000)) - 1;
  if (since === undefined || missing < 1) return [];
  const detail = `${missing} scrapes did not happen in ${Math.round((at - since) / SECOND)} s`;
  return [{ kind: 'gap', gapId: `${name}:${since}`, at: since, until: at, reason: 'disconnected', detail, missing, recovered: 0, signal: 'sample' }];
}

function allFailed(errors: readonly SourceError[]): SourceError {
  const [first] = errors;
  if (first === undefined || errors.length === 1) return first ?? new SourceError('SOURCE_UNREACHABLE', 'no target', { retry: false });
  const waits = errors.map(({ waitMillis }) => waitMillis ?? 0);
  const options = { retry: errors.some(({ retry }) => retry), waitMillis: Math.min(...waits), cause: first };
  return new SourceError(first.code, `all ${errors.length} targets fail, the first: ${first.message}`, options);
}
