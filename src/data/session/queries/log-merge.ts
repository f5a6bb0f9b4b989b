// Log rows of many segments as one walk in the order of (at, seq). Segments may overlap in time as they like; one is looked into when
// the walk comes to where it may begin, no earlier, so that a page of a long session opens one or two blocks.
import type { LogQuery } from '../../../model/session.ts';
import type { Segment, Stretch } from './segment.ts';

/** A part of the rows, which gives them stretch by stretch. */
export interface Feed {
  /** No row of it stands nearer to the start of the walk than this moment. */
  readonly nearest: number;
  /** Undefined at its end. */
  next(): Stretch | undefined;
}

/** Rows that follow each other: index `from`, then one `step` on, `count` of them. */
export interface Run {
  readonly segment: Segment;
  readonly from: number;
  readonly step: 1 | -1;
  readonly count: number;
}

interface Opened {
  readonly feed: Feed;
  segment: Segment;
  /** Index of the next row, and of the one that is no longer part. */
  index: number;
  end: number;
}

export class LogMerge {
  readonly #step: 1 | -1;
  readonly #feeds: Iterator<Feed>;
  #upcoming: Feed | undefined;
  #opened: Opened[] = [];

  /** `feeds` in the order of `nearest`, as they are walked. */
  constructor(feeds: Iterable<Feed>, direction: LogQuery['direction']) {
    this.#step = direction === 'newer' ? 1 : -1;
    this.#feeds = feeds[Symbol.iterator]();
    this.#upcoming = this.#feeds.next().value;
  }

  /** The next rows, at most `most`; undefined at the end. */
  next(most: number): Run | undefined {
    const nearest = this.#nearest();
    if (nearest === undefined) return undefined;
    const { segment, index } = nearest;
    const count = Math.min(most, this.#undisturbed(nearest));
    nearest.index += count * this.#step;
    return { segment, from: index, step: this.#step, count };
  }

  /** The part whose row comes next, among all that begin before it. */
  #nearest(): Opened | undefined {
    this.#opened = this.#opened.filter((opened) => opened.index !== opened.end || this.#refill(opened));
    let nearest: Opened | undefined;
    for (const opened of this.#opened) if (nearest === undefined || this.#comesBefore(opened, nearest)) nearest = opened;
    for (let feed = this.#upcoming; feed !== undefined; feed = this.#upcoming) {
      if (nearest !== undefined && this.#distance(feed.nearest, nearest.segment.ats[nearest.index] ?? 0) > 0) break;
      this.#upcoming = this.#feeds.next().value;
      const opened: Opened = { feed, segment: NOTHING, index: 0, end: 0 };
      if (!this.#refill(opened)) continue;
      this.#opened.push(opened);
      if (nearest === undefined || this.#comesBefore(opened, nearest)) nearest = opened;
    }
    return nearest;
  }

  /** How many rows of the part come before any row of another one. */
  #undisturbed(part: Opened): number {
    const { segment: { ats, seqs }, index, end } = part;
    const step = this.#step;
    let at = this.#upcoming?.nearest ?? step * Infinity;
    let seq = -step * Infinity;
    for (const other of this.#opened) {
      if (other === part) continue;
      const moment = other.segment.ats[other.index] ?? 0;
      const order = this.#distance(moment, at);
      const place = other.segment.seqs[other.index] ?? 0;
      if (order > 0 || (order === 0 && this.#distance(place, seq) >= 0)) continue;
      at = moment;
      seq = place;
    }
    const isBefore = (other: number): boolean => {
      const order = this.#distance(ats[other] ?? 0, at);
      return order < 0 || (order === 0 && this.#distance(seqs[other] ?? 0, seq) < 0);
    };
    // Mostly nothing comes in between: then no row is looked at by itself.
    if (isBefore(end - step)) return (end - index) * step;
    let next = index + step;
    while (next !== end && isBefore(next)) next += step;
    return (next - index) * step;
  }

  #refill(opened: Opened): boolean {
    for (let stretch = opened.feed.next(); stretch !== undefined; stretch = opened.feed.next()) {
      if (stretch.from >= stretch.to) continue;
      opened.segment = stretch.segment;
      opened.index = this.#step > 0 ? stretch.from : stretch.to - 1;
      opened.end = this.#step > 0 ? stretch.to : stretch.from - 1;
      return true;
    }
    return false;
  }

  #comesBefore(a: Opened, b: Opened): boolean {
    const order = this.#distance(a.segment.ats[a.index] ?? 0, b.segment.ats[b.index] ?? 0);
    return order < 0 || (order === 0 && this.#distance(a.segment.seqs[a.index] ?? 0, b.segment.seqs[b.index] ?? 0) < 0);
  }

  /** Below 0 where the walk comes to `a` before `b`. */
  #distance(a: number, b: number): number {
    return a === b ? 0 : (a - b) * this.#step;
  }
}

const NOTHING: Segment = {
  ats: new Float64Array(), seqs: new Float64Array(), levels: new Uint32Array(),
  row: () => {
    throw new RangeError('there is no such row');
  },
  hits: () => undefined,
};
