// One reader of /logs/tail: polls the database at the reader's interval and sends what the rules of the generation say.
import type { Socket } from 'node:net';
import type { Clock } from '../lib/clock.ts';
import type { Feed } from './feed.ts';
import { pick, type RowQuery, type Ties } from './query.ts';
import { tailReply, type Generation, type TailState } from './tail-rules.ts';
import { hangUp, sendText } from './wire.ts';

const DEFAULT_LIMIT = 200;
const DEFAULT_INTERVAL_MILLIS = 1_000;

export interface TailOptions {
  readonly generation: Generation;
  readonly ties: Ties;
  readonly feed: Feed;
  readonly clock: Clock;
  /** True once for each query that a test wants to fail. */
  readonly queryFails: () => boolean;
  /** Told the ids of every frame with rows. */
  readonly sent: (ids: readonly number[]) => void;
}

/** Runs until the reader is gone. `intervalMillis` may be 0: then it polls as often as the event loop comes round. */
export async function runTail(socket: Socket, query: RowQuery, intervalMillis: number | undefined, options: TailOptions): Promise<void> {
  const { feed, clock, generation } = options;
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const limit = query.limit ?? DEFAULT_LIMIT;
  const interval = feed.unthrottled ? 0 : (intervalMillis ?? DEFAULT_INTERVAL_MILLIS);
  let state: TailState = { lastId: query.afterId ?? 0, spoken: false };
  let seen = 0;
  while (!socket.destroyed) {
    feed.refresh(seen, limit);
    seen = feed.store.head;
    const afterId = state.lastId > 0 ? state.lastId : undefined;
    const picked = options.queryFails() ? undefined : pick(feed.store, { ...query, afterId, limit }, options.ties);
    const reply = tailReply(generation, state, picked);
    state = reply.state;
    if (reply.breaks === true) {
      hangUp(socket, reply.frame ?? Buffer.alloc(0));
      return;
    }
    if (reply.frame !== undefined) {
      options.sent(picked?.ids ?? []);
      await sendText(socket, reply.frame);
    }
    await clock.sleep(interval, gone.signal);
  }
}
