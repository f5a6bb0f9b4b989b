// The past that a source reads in bulk: some minutes at its start, and what it missed after a lost connection.
import { HOUR, micros, MILLI, SECOND, shift, type Micros } from '../../../lib/micros.ts';
import type { Draft, GapDraft } from '../../../model/signal.ts';
import { mapLimited } from '../map-limited.ts';
import type { PanelPoller, Stretch } from './panel-poller.ts';

/** Points of one series at most: what a screen can show, far below the 11,000 a server allows. */
const MOST_POINTS = 600;
/** After a longer outage the older part stays a gap. */
const MOST_CATCH_UP = 6 * HOUR;
const AT_ONCE = 2;

export interface PastOptions {
  readonly name: string;
  /** Milliseconds. */
  readonly interval: number;
  /** Milliseconds. */
  readonly history: number;
  /** The last poll that worked before, by the server's clock; undefined at a first start. */
  readonly since: Micros | undefined;
  /** The first poll that worked now, by the server's clock. */
  readonly now: Micros;
}

/** What to read; undefined where there is nothing to catch up with. Its points lie on multiples of the step. */
function pastStretch({ interval, history, since, now }: PastOptions): Stretch | undefined {
  const begin = since === undefined ? shift(now, -history * MILLI) : micros(Math.max(since + 1, now - MOST_CATCH_UP));
  const span = (now - begin) / SECOND;
  const step = Math.max(1, Math.ceil(interval / 1_000), Math.ceil(span / MOST_POINTS));
  const width = step * SECOND;
  const from = Math.ceil(begin / width) * width;
  // The moment of the first live poll itself is not asked again.
  const to = Math.floor((now - 1) / width) * width;
  return from > to || (since !== undefined && span * 1_000 < 2 * interval) ? undefined : { from: micros(from), to: micros(to), step };
}

export interface Past {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
}

export async function readPast(pollers: readonly PanelPoller[], options: PastOptions): Promise<Past> {
  const stretch = pastStretch(options);
  if (stretch === undefined) return { drafts: [], bytes: 0 };
  const polls = await mapLimited(pollers, AT_ONCE, async (poller) => ({ poller, poll: await poller.past(stretch) }));
  const drafts: Draft[] = [];
  let bytes = 0;
  let complete = true;
  for (const { poller, poll } of polls) {
    for (const sample of poll.samples) drafts.push(sample);
    bytes += poll.bytes;
    if (poll.reason === undefined) continue;
    complete = false;
    const reason = `history of panel "${poller.panel.title}": ${poll.reason}`;
    drafts.push({ kind: 'reject', at: options.now, reason, excerpt: poller.panel.expr.slice(0, 512) });
  }
  if (options.since !== undefined) drafts.push(gapOf(options, options.since, drafts.length, complete && stretch.from - options.since <= MOST_CATCH_UP));
  return { drafts, bytes };
}

function gapOf({ name, now }: PastOptions, since: Micros, recovered: number, complete: boolean): GapDraft {
  const detail = `the server was not asked for ${Math.round((now - since) / SECOND)} s; ${recovered} samples were read afterwards`;
  return {
    kind: 'gap',
    gapId: `${name}:${since}`,
    at: since,
    until: now,
    reason: 'disconnected',
    detail,
    recovered,
    signal: 'sample',
    ...(complete ? { missing: 0 } : {}),
  };
}
