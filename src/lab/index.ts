// The lab: one incident, told from a seed in the wire formats of real servers, on a loopback port. Time moves by the clock it is
// given; rows and metrics are pure functions of story time, so pacing and faults never change a byte.
import type { Socket } from 'node:net';
import { SECOND, micros, type Micros } from '../lib/micros.ts';
import { access } from './access.ts';
import { alertmanagerApi } from './api/alertmanager.ts';
import { jaegerApi } from './api/jaeger.ts';
import { pagesApi } from './api/pages.ts';
import { portalApi } from './api/portal/portal.ts';
import { prometheusApi } from './api/prometheus.ts';
import { dropEvery, Line, restartEvery } from './faults.ts';
import { clockedFeed, unthrottledFeed, type Feed } from './feed.ts';
import { Listener } from './listener.ts';
import { labSettings, type LabOptions, type LabSettings } from './options.ts';
import { pushTraces } from './push/pusher.ts';
import { jsonArray, pick, type RowQuery } from './query.ts';
import { handlers } from './routes.ts';
import { RowStore } from './row-store.ts';
import { openScene } from './scene.ts';
import { Silences } from './silences.ts';
import { story, type Story } from './story.ts';
import { Tally } from './tally.ts';
import { runTail } from './tail.ts';
import { traffic } from './traffic.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';
import { breakMidFrame } from './wire.ts';

export type { LabOptions } from './options.ts';

/** Rows as of the last poll or search: asking does not write new ones. */
export interface Sent {
  /** Rows written to the log database, history included. */
  readonly rows: number;
  /** The id of the newest of them; -1 or 0, one below the first id, while there is none. */
  readonly lastId: number;
  /** Rows put on the wire by tails, doubles included. */
  readonly delivered: number;
  /** The greatest id that any tail was sent; undefined before the first. */
  readonly lastDelivered: number | undefined;
  /** Spans that the OTLP receiver has taken. */
  readonly spans: number;
}

export interface Lab {
  /** `http://127.0.0.1:PORT`; the tail is `ws:` on the same port. */
  readonly url: string;
  readonly port: number;
  readonly story: Story;
  /** When it is 14:20:00 in the story. */
  readonly startAt: Micros;
  /** The story's present. */
  now(): Micros;
  sent(): Sent;
  /** Breaks every connection and refuses new ones until `restore`; rows go on being written. With `midFrame`, tails end in mid-frame. */
  cut(how?: { readonly midFrame?: boolean }): Promise<void>;
  restore(): Promise<void>;
  /** Breaks every connection, but takes new ones. */
  drop(): void;
  /** The next query of a tail or a search fails. */
  failNextQuery(): void;
  /** Stops the story's clock, so that readers can catch up; `release` starts it again. */
  hold(): void;
  release(): void;
  /** Frees the port and ends everything. */
  close(): Promise<void>;
}

/** Rejects with ObsError USAGE where an option is out of bounds or the port is taken. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const settings = labSettings(options);
  const { startSecond, generation, clock, ties } = settings;
  const told = story(settings.seed);
  const time = virtualClock(clock, settings.opensAt, settings.speed);
  const feed = openFeed(settings, time);
  const tally = new Tally();
  const tails = new Set<Socket>();
  const ended = new AbortController();
  let failing = 0;
  let spans = 0;
  let since = settings.firstSecond;

  const queryFails = (): boolean => {
    const fails = failing > 0;
    if (fails) failing -= 1;
    return fails;
  };

  const search = (query: RowQuery): Buffer | undefined => {
    feed.refresh(0, 0);
    return queryFails() ? undefined : jsonArray(pick(feed.store, query, ties).rows);
  };
  const scene = openScene(settings, told, feed, () => since);
  const silences = new Silences(settings.seed, () => scene.now());
  const listener = new Listener(
    handlers({
      access: access(settings),
      apis: [pagesApi(scene, search), jaegerApi(scene), alertmanagerApi(scene, silences), prometheusApi(scene), portalApi(scene, silences)],
      tail: (socket, query, intervalMillis) => {
        tails.add(socket);
        socket.on('close', () => tails.delete(socket));
        void runTail(socket, query, intervalMillis, { generation, ties, feed, clock, queryFails, sent: (ids) => tally.add(ids) });
      },
    }),
  );
  const line = new Line(listener, await listener.open(settings.port));
  const restarted = (): void => {
    since = feed.now() / SECOND;
  };
  void dropEvery(settings.dropEverySeconds, clock, listener, ended.signal);
  void restartEvery(settings.restartEverySeconds, clock, line, restarted, ended.signal);

  if (settings.otlp !== undefined) void pushTraces({ url: settings.otlp, scene, clock, ended: ended.signal, taken: (count) => (spans += count) });

  return {
    url: `http://127.0.0.1:${line.port}`,
    port: line.port,
    story: told,
    startAt: micros(startSecond * SECOND),
    now: () => micros(startSecond * SECOND + feed.now()),
    sent: () => ({ rows: feed.store.head, lastId: feed.store.newestId, delivered: tally.rows, lastDelivered: tally.greatestId, spans }),
    cut: async ({ midFrame = false } = {}) => {
      if (midFrame) await Promise.all([...tails].map(breakMidFrame));
      await line.cut();
    },
    restore: () => line.restore(),
    drop: () => listener.drop(),
    failNextQuery: () => {
      failing += 1;
    },
    hold: time.hold,
    release: time.release,
    close: async () => {
      ended.abort();
      await line.cut();
    },
  };
}

function openFeed(settings: LabSettings, time: VirtualClock): Feed {
  const { seed, rowsPerSecond, startSecond, generation } = settings;
  const store = new RowStore(traffic(seed, rowsPerSecond, startSecond), { ...settings, firstId: generation === 1 ? 1 : 0 });
  if (!settings.unthrottled) return clockedFeed(store, time);
  store.advanceTo(settings.opensAt);
  return unthrottledFeed(store, time);
}
