// The whole recording as one row: when it begins and ends, where the playhead stands, alerts, notes and pins, gaps, and where errors are
// dense. It is read at the newest commit whatever the playhead has seen: it is the way to what comes.
import { shift, type Interval, type Micros } from '../lib/micros.ts';
import { levelRank } from '../model/level.ts';
import type { Session } from '../model/session.ts';
import type { PanelContext } from '../state/command.ts';
import { landmarksOf, type Landmark, type LandmarkKind } from '../state/landmarks.ts';
import type { ScrubBar, ScrubLook } from '../widgets/scrub-bar.ts';

export interface Scrub {
  readonly from: Micros;
  readonly to: Micros;
  readonly bar: ScrubBar;
}

/** How much of each there is in the whole recording. */
export type ScrubCounts = Readonly<Record<LandmarkKind | 'gap' | 'error', number>>;

const LOOKS: Readonly<Record<LandmarkKind, ScrubLook>> = { resolved: 'fall', note: 'mark', pin: 'mark', fired: 'rise' };
/** What covers what where two share a cell: an alert that fires is seen above all. */
const RANK: readonly LandmarkKind[] = ['resolved', 'pin', 'note', 'fired'];

/** From the first commit to the newest one, by the time at which things were learned: that is what plays. */
export function selectScrub(context: PanelContext, cells: number): Scrub {
  const { session, frame } = context;
  const { learned: from } = session.info().first;
  const { learned: to } = session.head();
  const length = Math.max(1, to - from);
  const share = (at: number): number => (at - from) / length;
  const { all, gaps } = landmarksOf(session, frame.asked);
  const of = (kind: LandmarkKind): readonly Landmark[] => all.filter((mark) => mark.kind === kind);
  return {
    from, to,
    bar: {
      cells, playhead: share(frame.head.learned), loud: loudness(session, frame.asked, { from, to: shift(to, 1) }, cells),
      marks: RANK.flatMap((kind) => of(kind).map(({ head }) => ({ place: share(head.learned), look: LOOKS[kind] }))),
      missing: gaps.filter(({ at, until }) => until >= from && at <= to).map(({ at, until }) => ({ from: share(at), to: share(until) })),
    },
  };
}

export function scrubCounts({ session, frame }: PanelContext): ScrubCounts {
  const { all, gaps } = landmarksOf(session, frame.asked);
  const number = (kind: LandmarkKind): number => all.filter((mark) => mark.kind === kind).length;
  const { byLevel } = session.totals({ ...frame, head: session.head() });
  const error = byLevel.slice(levelRank('error')).reduce((sum, some) => sum + some, 0);
  return { fired: number('fired'), resolved: number('resolved'), note: number('note'), pin: number('pin'), gap: gaps.length, error };
}

interface Loudness {
  readonly key: string;
  readonly cells: readonly number[];
}

/** The last answer for each session: a closed one is asked again only when the width changes. */
const kept = new WeakMap<Session, Loudness>();

function loudness(session: Session, asked: PanelContext['frame']['asked'], span: Interval, cells: number): readonly number[] {
  const head = session.head();
  const key = `${head.seq} ${cells}`;
  const before = kept.get(session);
  if (before?.key === key) return before.cells;
  const { buckets, width } = session.density({ head, asked, span }, span, cells);
  const loud = Array.from({ length: cells }, () => 0);
  const least = levelRank('error');
  for (const { from, byLevel } of buckets) {
    const rows = byLevel.slice(least).reduce((sum, some) => sum + some, 0);
    if (rows > 0) for (const cell of cellsOf(from, width, span, cells)) loud[cell] = Math.max(loud[cell] ?? 0, rows);
  }
  kept.set(session, { key, cells: loud });
  return loud;
}

/** Buckets are whole seconds and may be wider than a cell: each stands in the cells whose middle it covers, or else in the one that its own middle is in. */
function cellsOf(from: number, width: number, span: Interval, cells: number): readonly number[] {
  const length = Math.max(1, span.to - span.from) / cells;
  const start = (from - span.from) / length;
  const [first, end] = [Math.ceil(start - 0.5), Math.ceil(start + width / length - 0.5)];
  const middle = Math.floor(start + width / length / 2);
  const covered = end > first ? Array.from({ length: end - first }, (_, index) => first + index) : [middle];
  return covered.map((cell) => Math.max(0, Math.min(cells - 1, cell)));
}
