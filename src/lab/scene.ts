// What every API of the lab looks at: the story, its present, and the rows written so far.
import { SECOND } from '../lib/micros.ts';
import type { Feed } from './feed.ts';
import type { LabSettings } from './options.ts';
import { pick, type RowQuery } from './query.ts';
import type { Story } from './story.ts';
import { tracesOf, type LabTrace } from './traces.ts';

export interface Scene {
  readonly story: Story;
  readonly seed: number;
  /** Ordinary log rows a story second. */
  readonly rate: number;
  /** Unix time of 14:20:00. */
  readonly startSecond: number;
  /** Where the history begins, seconds after 14:20:00. */
  readonly firstSecond: number;
  /** The story's present in seconds after 14:20:00. */
  second(): number;
  /** The same in unix microseconds, whole. */
  now(): number;
  /** When the pretended process started, seconds after 14:20:00. */
  since(): number;
  /** Wire rows written so far, newest first. */
  rows(query: Partial<RowQuery>): readonly Buffer[];
  /** Traces that start between two unix microseconds, both inclusive, and are over; newest first. */
  traces(from: number, to: number): readonly LabTrace[];
}

/** Rows that one look for traces reads: the newest of its time. */
const MOST_ROWS = 100_000;
const ALL: RowQuery = { afterId: undefined, since: undefined, until: undefined, limit: undefined, pieces: [] };

export function openScene({ seed, rowsPerSecond, startSecond, firstSecond }: LabSettings, story: Story, feed: Feed, since: () => number): Scene {
  const now = (): number => startSecond * SECOND + feed.now();
  const rows = (query: Partial<RowQuery>): readonly Buffer[] => {
    feed.refresh(0, 0);
    return pick(feed.store, { ...ALL, ...query }, 'newest-first').rows;
  };
  return {
    story, seed, rate: rowsPerSecond, startSecond, firstSecond, since, now, rows,
    second: () => feed.now() / SECOND,
    traces: (from, to) => {
      // A trace is told of a second after its end, because its rows may still be on their way.
      const over = now() - SECOND;
      const told = rows({ since: Math.floor(from / SECOND), until: Math.ceil(Math.min(to, over) / SECOND), limit: MOST_ROWS });
      return tracesOf(told, story.settlement, startSecond)
        .filter(({ spans: [root] }) => root.at >= from && root.at <= to && root.at + root.duration <= over)
        .toSorted((a, b) => b.spans[0].at - a.spans[0].at);
    },
  };
}
