// Runs the adapter against a scripted node as the program does, with waits a hundredth of what they are.
import { logsTailAdapter } from '../../../../src/data/sources/logs-tail/index.ts';
import { PATIENCE, streamTail, type Patience } from '../../../../src/data/sources/logs-tail/stream.ts';
import { runSource } from '../../../../src/data/sources/runner.ts';
import type { Source } from '../../../../src/data/sources/source.ts';
import { systemClock, type Clock } from '../../../../src/lib/clock.ts';
import { DraftCollector } from '../../../support/draft-collector.ts';
import type { NodeServer } from './node-server.ts';

const HURRIED: Clock = { ...systemClock, sleep: (millis, signal) => systemClock.sleep(millis / 100, signal) };

/** A loaded machine must not look like a dead peer: tests of that say how long is long. */
const ENDLESS: Patience = { ...PATIENCE, handshakeMillis: 1e7, quietMillis: 1e7 };

export interface Following {
  readonly seen: DraftCollector;
  ids(): string[];
  /** Resolves when the source says it is up for the nth time, 1 at first. */
  up(times?: number): Promise<void>;
  stop(): Promise<void>;
}

export function sourceOn(server: NodeServer, config: Record<string, unknown> = {}, patience: Patience = ENDLESS): Source {
  const parsed = logsTailAdapter.config.parse({ name: 'node', kind: 'logs-tail', url: `ws://127.0.0.1:${server.port}`, ...config });
  return { stream: (options) => streamTail(parsed, { clock: HURRIED, random: () => 0 }, options, patience) };
}

export function follow(server: NodeServer, config: Record<string, unknown> = {}, patience?: Partial<Patience>): Following {
  const seen = new DraftCollector();
  const stop = new AbortController();
  const running = runSource({ source: sourceOn(server, config, { ...ENDLESS, ...patience }), name: 'node', sink: seen, clock: HURRIED, random: () => 0, signal: stop.signal });
  return {
    seen,
    ids: () => seen.logs.map(({ rowId }) => rowId ?? ''),
    up: (times = 1) => seen.until(() => seen.health.filter(({ state }) => state === 'ok').length >= times),
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}
