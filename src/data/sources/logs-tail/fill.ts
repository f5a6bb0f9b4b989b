// Closes a hole: fetches every row between the mark and a newer row by search, and says how many cannot be had. Interrupted, it
// goes on where it stopped.
import type { Draft, GapDraft } from '../../../model/signal.ts';
import type { Batch } from '../source.ts';
import { gapDraft } from './gap.ts';
import type { Mark, Pending } from './position.ts';
import type { Progress } from './progress.ts';
import { isSameRow, type WireRow } from './row.ts';
import { stretches, type Stretch } from './stretches.ts';

/** Id of a mark before every row: servers of the first generation count from 1, of the second from 0. */
export const ORIGIN_ID = -1;

export interface Hole {
  /** The newest row known; the hole begins behind the mark. */
  readonly upTo: Mark;
  /** Newest wire timestamp that a row of the hole can have. */
  readonly to: number;
  readonly reason: Pending['reason'];
  /** Rows of the hole that came live, to be handed on in their place. */
  readonly live?: readonly WireRow[];
  /** Bytes read for those. */
  readonly bytes?: number;
  /** Rows of the hole, where they are fetched already. */
  readonly fetched?: Stretch;
  /** The row of the mark is still on the server, so nothing behind it can have been dropped. */
  readonly held?: boolean;
}

/** Yields the rows and the gap; afterwards the mark is at `upTo`. */
export async function* fill(progress: Progress, mark: Mark, hole: Hole): AsyncGenerator<Batch> {
  yield* filled(progress, mark, hole, {
    gapId: progress.gapId(mark.id + 1),
    reason: hole.reason,
    from: mark.id,
    upTo: hole.upTo,
    to: hole.to,
    delivered: 0,
    recovered: 0,
  });
}

/** Goes on with a hole that a lost connection left half closed. */
export async function* refill(progress: Progress, mark: Mark, pending: Pending): AsyncGenerator<Batch> {
  yield* filled(progress, mark, {}, pending);
}

async function* filled(progress: Progress, mark: Mark, hole: Omit<Hole, 'upTo' | 'to' | 'reason'>, start: Pending): AsyncGenerator<Batch> {
  let pending = start;
  let held = hole.held === true;
  const live = new Map((hole.live ?? []).map((row) => [row.id, row]));
  const isLive = hole.live !== undefined;
  if (!isLive) yield* progress.batches([gap(progress, mark, pending, held, true)], 0, false);

  for await (const { rows, fetchedTo, bytes } of hole.fetched === undefined ? fetched(progress, mark, pending) : [hole.fetched]) {
    held ||= rows.some((row) => row.id === mark.id && isSameRow(row, mark));
    const wanted = rows.filter(({ id }) => id > mark.id && id <= pending.upTo.id);
    if (pending.from === ORIGIN_ID) pending = { ...pending, from: originOf(wanted) };
    const drafts = progress.drafts(wanted, ({ id }) => !live.has(id));
    const fresh = wanted.filter(({ id }) => !live.delete(id)).length;
    pending = { ...pending, fetchedTo, delivered: pending.delivered + wanted.length, recovered: pending.recovered + fresh };
    progress.pend(pending);
    yield* progress.batches(drafts, bytes, isLive);
  }

  const rest = [...live.values()];
  pending = { ...pending, delivered: pending.delivered + rest.length };
  const drafts: Draft[] = progress.drafts(rest, () => false);
  const closing = gap(progress, mark, pending, held, false);
  if (!isLive || closing.missing !== 0) drafts.push(closing);
  progress.reachMark(pending.upTo);
  yield* progress.batches(drafts, hole.bytes ?? 0, isLive);
}

/** Where counting began, by the oldest row there is: only a first row 0 shows that it began there. */
function originOf([first]: readonly WireRow[]): number {
  return first === undefined || first.id > 0 ? 0 : ORIGIN_ID;
}

function fetched(progress: Progress, mark: Mark, { upTo, to, fetchedTo }: Pending): AsyncIterable<Stretch> {
  return stretches(progress.search, { after: mark.id - 1, upTo: upTo.id, from: mark.timestamp, to, fetchedTo });
}

function gap(progress: Progress, mark: Mark, pending: Pending, held: boolean, open: boolean): GapDraft {
  const counted = pending.upTo.id - pending.from - pending.delivered;
  const missing = progress.filtered ? (held && !open ? 0 : undefined) : counted;
  const { gapId, reason, recovered, upTo } = pending;
  return gapDraft({ gapId, reason, from: mark.at, until: upTo.at, missing, recovered, open });
}
