// One connection from its first request to its end: what was missed, then the live stream. Everything it opens is closed when the
// iteration ends, and at once when the signal aborts.
import { SourceError } from '../../../model/errors.ts';
import type { HttpClient } from '../http/client.ts';
import { openClient } from '../http/open-client.ts';
import type { Batch, SourceDeps, StreamOptions } from '../source.ts';
import { accessOf, type Access } from './access.ts';
import { catchUp } from './catch-up.ts';
import type { LogsTailConfig } from './config.ts';
import { searchUrl, tailUrl } from './endpoint.ts';
import { Live } from './live.ts';
import { positionOf, resumeOf } from './position.ts';
import { Progress } from './progress.ts';
import { Search } from './search.ts';
import { openTail, type Message, type Tail } from './tail.ts';

/** A dead peer is found within 20 s: silence, then a question, then a last chance for the tail. */
export interface Patience {
  /** From the first byte to the finished handshake. */
  readonly handshakeMillis: number;
  readonly quietMillis: number;
  readonly probeMillis: number;
  readonly graceMillis: number;
}

export const PATIENCE: Patience = { handshakeMillis: 10_000, quietMillis: 10_000, probeMillis: 5_000, graceMillis: 4_000 };

export async function* streamTail(config: LogsTailConfig, deps: SourceDeps, options: StreamOptions, patience: Patience = PATIENCE): AsyncGenerator<Batch> {
  const { signal, resume } = options;
  let client: HttpClient | undefined;
  let tail: Tail | undefined;
  try {
    if (signal.aborted) return;
    client = await openClient(config, signal);
    const access = await accessOf(config, signal);
    const search = new Search({ ...access, client, signal, url: searchUrl(access.base) });
    const progress = new Progress(config, search, deps.clock, positionOf(resume));
    yield* catchUp(progress);
    if (signal.aborted) return;
    tail = await openTail({ ...access, ...patience, signal, clock: deps.clock, url: liveUrl(access, progress) });
    yield { drafts: [], bytes: 0, resume: resumeOf(progress.position) };
    yield* followed(tail, progress, access, patience, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    tail?.close();
    await client?.close();
  }
}

async function* followed(tail: Tail, progress: Progress, access: Access, patience: Patience, signal: AbortSignal): AsyncGenerator<Batch> {
  const live = new Live(progress, access.shown, access.redact);
  while (!signal.aborted) {
    const message = (await tail.next(patience.quietMillis)) ?? (await probed(tail, progress, access.shown, patience));
    if (message !== undefined && !signal.aborted) yield* live.take(message);
  }
}

function liveUrl({ base, query }: Access, { config, mark }: Progress): URL {
  const url = tailUrl(base);
  const parameters = new URLSearchParams(query);
  if (mark !== undefined && mark.id >= 0) parameters.set('after_id', String(mark.id));
  parameters.set('limit', String(config.limit));
  parameters.set('interval_ms', String(config.interval_ms));
  url.search = parameters.toString();
  return url;
}

/**
 * Silence is normal, and the server answers no ping; so the search is asked. A server that answers is alive, but a tail that
 * stays silent though there are newer rows is not. Yields the message that came in the meantime. Without a search there is only
 * the keep-alive of TCP.
 */
async function probed(tail: Tail, { search, mark, config }: Progress, shown: string, patience: Patience): Promise<Message | undefined> {
  const page = await search.page({ after: mark?.id, limit: 1 }, patience.probeMillis);
  const newer = page?.rows.some(({ id }) => id > (mark?.id ?? -1)) ?? false;
  if (!newer) return undefined;
  const message = await tail.next(Math.max(patience.graceMillis, 2 * config.interval_ms));
  if (message === undefined) {
    throw new SourceError('SOURCE_TIMEOUT', `${shown} is silent though the server has newer rows`, { retry: true });
  }
  return message;
}
