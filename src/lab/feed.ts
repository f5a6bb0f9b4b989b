// How far the story has been written: by the clock, or unthrottled as fast as the readers take it. Nothing is written by a timer:
// whoever asks for rows first brings the database up to the moment.
import type { RowStore } from './row-store.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Unthrottled, one poll never makes more rows than this. */
const MOST_PULLED = 20_000;

export interface Feed {
  readonly store: RowStore;
  /** True where readers set the pace: they poll again at once instead of waiting. */
  readonly unthrottled: boolean;
  /** Brings the store up to the moment; unthrottled, up to `wanted` rows beyond the first `seen`. */
  refresh(seen: number, wanted: number): void;
  /** Microseconds after 14:20:00. */
  now(): number;
}

export function clockedFeed(store: RowStore, clock: VirtualClock): Feed {
  return { store, unthrottled: false, refresh: () => store.advanceTo(clock.now()), now: () => clock.now() };
}

/** The clock only says whether the story is held: then nothing new is written. */
export function unthrottledFeed(store: RowStore, clock: VirtualClock): Feed {
  return {
    store,
    unthrottled: true,
    refresh: (seen, wanted) => {
      if (!clock.held()) store.advanceToRow(seen + Math.min(wanted, MOST_PULLED));
    },
    now: () => store.lastWrite(),
  };
}
