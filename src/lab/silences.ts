// The silences of the lab, in memory, with Alertmanager's rules: an active one may only change its end, any other change ends it and
// makes a new one. Ids follow from the seed and a counter.
import { seededRandom } from '../lib/random.ts';
import { hex32 } from './ids.ts';
import { matchesAll, type LabelMatcher } from './matchers.ts';
import { mix } from './noise.ts';

/** Times in unix microseconds. */
export interface SilenceOrder {
  readonly matchers: readonly LabelMatcher[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Silence extends SilenceOrder {
  readonly id: string;
  readonly updatedAt: number;
}

export type SilenceState = 'active' | 'pending' | 'expired';

/** Silences kept; the oldest are forgotten. */
const MOST = 1_000;

export class Silences {
  readonly #seed: number;
  readonly #now: () => number;
  readonly #byId = new Map<string, Silence>();
  #made = 0;

  /** `now` is the story's present in unix microseconds. */
  constructor(seed: number, now: () => number) {
    this.#seed = seed;
    this.#now = now;
  }

  /** Oldest first, expired ones included. */
  all(): readonly Silence[] {
    return [...this.#byId.values()];
  }

  get(id: string): Silence | undefined {
    return this.#byId.get(id);
  }

  stateOf({ startsAt, endsAt }: Silence): SilenceState {
    const now = this.#now();
    if (endsAt <= now) return 'expired';
    return startsAt > now ? 'pending' : 'active';
  }

  /** The active silences that mute a set of labels. */
  muting(labels: Readonly<Record<string, string>>): readonly Silence[] {
    return this.all().filter((silence) => this.stateOf(silence) === 'active' && matchesAll(silence.matchers, labels));
  }

  /** A start in the past becomes now. */
  create(order: SilenceOrder): Silence {
    const now = this.#now();
    this.#made += 1;
    const id = uuid(hex32(seededRandom(mix(this.#seed, 70, this.#made))));
    return this.#keep({ ...order, id, startsAt: Math.max(now, order.startsAt), updatedAt: now });
  }

  /** The same silence where only its end and words differ, else a new one in its place. */
  replace(known: Silence, order: SilenceOrder): Silence {
    const sameStart = Math.floor(known.startsAt / 1e6) === Math.floor(order.startsAt / 1e6);
    const sameMatchers = JSON.stringify(known.matchers) === JSON.stringify(order.matchers);
    if (this.stateOf(known) === 'active' && sameStart && sameMatchers) return this.#keep({ ...known, ...order, startsAt: known.startsAt, updatedAt: this.#now() });
    this.expire(known);
    return this.create(order);
  }

  /** Ends a silence now; one that has ended stays as it is. */
  expire(known: Silence): void {
    const now = this.#now();
    if (this.stateOf(known) !== 'expired') this.#keep({ ...known, startsAt: Math.min(known.startsAt, now), endsAt: now, updatedAt: now });
  }

  #keep(silence: Silence): Silence {
    this.#byId.set(silence.id, silence);
    for (const id of this.#byId.keys()) {
      if (this.#byId.size <= MOST) break;
      this.#byId.delete(id);
    }
    return silence;
  }
}

/** 32 hex digits in the form of a random UUID. */
function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
