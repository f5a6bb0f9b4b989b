// The newest samples of the scraped series, in memory, for evaluation at scrape time. Bounded in time, series and points: what
// does not fit is refused and said so, nothing grows without end.
import { isMicros, MINUTE, type Micros } from '../lib/micros.ts';
import { Bug } from '../lib/invariant.ts';
import type { Matcher } from './ast.ts';
import { labelOf, labelsKey, NAME, type Labels } from './labels.ts';
import { meets, testOf } from './matcher.ts';
import { PointBuffer } from './point-buffer.ts';
import type { RawSeries, SampleReader } from './reader.ts';

export interface RingLimits {
  /** How long a point is kept, in microseconds: behind the newest one of its series, and at `expire` behind the moment given. */
  readonly retentionMicros: number;
  /** Most series held at once; default 20,000. */
  readonly mostSeries?: number;
  /** Most points of one series; the oldest go first; default 10,000. */
  readonly mostPoints?: number;
}

/** A series with a point further ahead of the clock than this would refuse every honest one: it is dropped at `expire`. */
const MOST_AHEAD_MICROS = 10 * MINUTE;

/** What became of an appended sample: `late` when its series has a point at that time or after it, `full` when the series is new and none fits. */
export type Appended = 'stored' | 'late' | 'full';

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly labels: Labels;
  readonly points: PointBuffer;
}

export class SampleRing implements SampleReader {
  #retentionMicros: number;
  readonly #mostSeries: number;
  readonly #mostPoints: number;
  readonly #entries = new Map<string, Entry>();
  readonly #byName = new Map<string, Set<Entry>>();

  constructor(limits: RingLimits) {
    this.#retentionMicros = limits.retentionMicros;
    this.#mostSeries = limits.mostSeries ?? 20_000;
    this.#mostPoints = limits.mostPoints ?? 10_000;
  }

  /** Series held now. */
  get size(): number {
    return this.#entries.size;
  }

  /** Keeps points longer or shorter from now on; what is gone stays gone. */
  set retentionMicros(micros: number) {
    this.#retentionMicros = micros;
  }

  /** `labels` hold the metric name under `__name__`. `stale` says that the series ended at that time. */
  append(labels: Labels, at: Micros, value: number, stale = false): Appended {
    const entry = this.#entries.get(labelsKey(labels)) ?? this.#add(labels);
    if (entry === undefined) return 'full';
    if (entry.points.last !== undefined && at <= entry.points.last) return 'late';
    entry.points.push(at, value, stale);
    entry.points.trim(at - this.#retentionMicros, this.#mostPoints);
    return 'stored';
  }

  /** Forgets what is older than the retention at `now`, and with it the series that ended: call it once for every scrape. */
  expire(now: Micros): void {
    for (const entry of this.#entries.values()) {
      entry.points.trim(now - this.#retentionMicros, this.#mostPoints);
      if (entry.points.length === 0 || (entry.points.last ?? 0) > now + MOST_AHEAD_MICROS) this.#drop(entry);
    }
  }

  select(matchers: readonly Matcher[], from: Micros, to: Micros): readonly RawSeries[] {
    const found: RawSeries[] = [];
    for (const entry of this.#candidates(matchers)) {
      if (!meets(entry.labels, matchers)) continue;
      const points = entry.points.between(from, to, asMicros);
      if (points.length > 0) found.push({ labels: entry.labels, points });
    }
    return found;
  }

  *#candidates(matchers: readonly Matcher[]): Iterable<Entry> {
    const names = matchers.filter((matcher) => matcher.name === NAME);
    const exact = names.find((matcher) => matcher.op === '=');
    if (exact !== undefined) {
      yield* this.#byName.get(exact.value) ?? [];
      return;
    }
    for (const [name, entries] of this.#byName) {
      if (names.every((matcher) => testOf(matcher)(name))) yield* entries;
    }
  }

  #add(labels: Labels): Entry | undefined {
    if (this.#entries.size >= this.#mostSeries) return undefined;
    const entry: Entry = { key: labelsKey(labels), name: labelOf(labels, NAME), labels, points: new PointBuffer() };
    this.#entries.set(entry.key, entry);
    const named = this.#byName.get(entry.name) ?? new Set();
    this.#byName.set(entry.name, named.add(entry));
    return entry;
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.key);
    const named = this.#byName.get(entry.name);
    named?.delete(entry);
    if (named?.size === 0) this.#byName.delete(entry.name);
  }
}

function asMicros(time: number): Micros {
  if (!isMicros(time)) throw new Bug(`not a time in the ring: ${time}`);
  return time;
}
