// What a lab can be told, and what it does when told nothing.
import { systemClock, type Clock } from '../lib/clock.ts';
import { SECOND, micros, type Micros } from '../lib/micros.ts';
import { ObsError } from '../model/errors.ts';
import type { Ties } from './query.ts';
import { HISTORY_FROM, OPENS_AT } from './story-time.ts';
import type { Generation } from './tail-rules.ts';

export interface LabOptions {
  /** On 127.0.0.1; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Same seed, `rate`, `startAt` and `firstRowAt`: same bytes. A whole number from 0 to 4,294,967,295; default 1. */
  readonly seed?: number;
  /** Ordinary log rows a story second, 0 to 50,000; default 40. `max`: readers take rows as fast as they can, and set the pace. */
  readonly rate?: number | 'max';
  /** Story seconds in a real one, above 0; default 1. */
  readonly speed?: number;
  /** When it is 14:20:00 in the story, cut to a whole second; default: so that the story's time is now when the lab starts. */
  readonly startAt?: Micros;
  /** Where the lab's clock stands at the start, in seconds after 14:20:00, -3,600 and later; default 14:31:00. */
  readonly openAt?: number;
  /** Where the history begins, in seconds after 14:20:00, no later than `openAt`; default 13:20:00. Whole. */
  readonly firstRowAt?: number;
  /** Which generation of servers it plays; default 1. */
  readonly generation?: Generation;
  /** Rows of one second in the first generation; default newest first. */
  readonly ties?: Ties;
  /** Breaks all connections so often, in real seconds. */
  readonly dropEverySeconds?: number;
  /** Goes away for two seconds so often, in real seconds, and comes back with its counters at zero. */
  readonly restartEverySeconds?: number;
  /** Log rows kept; default 200,000. */
  readonly ring?: number;
  /** Log rows in all, history included, before it falls silent; default no end. */
  readonly count?: number;
  /** Host headers that the log endpoints accept; others get 403. The first generation compares them with the port. */
  readonly allowedHosts?: readonly string[];
  /** Log requests a second before 429 and a ban of a minute; default no limit. */
  readonly requestsPerSecond?: number;
  /** An OTLP/HTTP receiver that gets the traces as they complete; `/v1/traces` is added to its path. Default none. */
  readonly otlp?: string;
  readonly clock?: Clock;
}

const MOST_ROWS_PER_SECOND = 50_000;

/** Options with every default filled in and checked. */
export interface LabSettings {
  readonly port: number;
  readonly seed: number;
  readonly rowsPerSecond: number;
  readonly unthrottled: boolean;
  readonly speed: number;
  /** Unix time of 14:20:00. */
  readonly startSecond: number;
  /** Microseconds after 14:20:00. */
  readonly opensAt: number;
  readonly firstSecond: number;
  readonly generation: Generation;
  readonly ties: Ties;
  readonly dropEverySeconds: number | undefined;
  readonly restartEverySeconds: number | undefined;
  readonly ring: number;
  readonly count: number;
  readonly allowedHosts: readonly string[] | undefined;
  readonly requestsPerSecond: number | undefined;
  /** Where traces are posted. */
  readonly otlp: URL | undefined;
  readonly clock: Clock;
}

/** Throws ObsError USAGE where an option is out of its bounds. */
export function labSettings(options: LabOptions): LabSettings {
  const { rate = 40, openAt = OPENS_AT, clock = systemClock } = options;
  const within = (name: string, value: number, least: number, most: number): number => {
    if (value >= least && value <= most) return value;
    throw new ObsError('USAGE', `The lab's ${name} must be from ${least} to ${most}, not ${value}.`);
  };
  const above = (name: string, value: number | undefined): number | undefined => (value === undefined ? undefined : within(name, value, 0.001, 1e9));
  const opensAt = Math.round(within('openAt', openAt, HISTORY_FROM, 1e8) * SECOND);
  const now = clock.now();
  const startAt = options.startAt ?? micros(now - opensAt);
  const startSecond = Math.floor(startAt / SECOND);
  return {
    port: within('port', options.port ?? 0, 0, 65_535),
    seed: within('seed', options.seed ?? 1, 0, 4_294_967_295),
    rowsPerSecond: rate === 'max' ? MOST_ROWS_PER_SECOND : within('rate', rate, 0, MOST_ROWS_PER_SECOND),
    unthrottled: rate === 'max',
    speed: within('speed', options.speed ?? 1, 0.001, 3_600),
    startSecond,
    opensAt: options.startAt === undefined ? now - startSecond * SECOND : opensAt,
    firstSecond: Math.floor(within('firstRowAt', options.firstRowAt ?? HISTORY_FROM, -1e6, openAt)),
    generation: options.generation ?? 1,
    ties: options.ties ?? 'newest-first',
    dropEverySeconds: above('dropEverySeconds', options.dropEverySeconds),
    restartEverySeconds: above('restartEverySeconds', options.restartEverySeconds),
    ring: within('ring', options.ring ?? 200_000, 1, 100_000_000),
    count: within('count', options.count ?? Infinity, 0, Infinity),
    allowedHosts: options.allowedHosts,
    requestsPerSecond: above('requestsPerSecond', options.requestsPerSecond),
    otlp: options.otlp === undefined ? undefined : tracesUrl(options.otlp),
    clock,
  };
}

function tracesUrl(receiver: string): URL {
  const url = URL.parse(receiver);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    throw new ObsError('USAGE', 'The lab\'s otlp must be an http or https address without a user, such as http://127.0.0.1:4318.');
  }
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return url;
}
