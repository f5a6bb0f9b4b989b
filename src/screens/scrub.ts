// The whole recording as one row: when it begins and ends, where the playhead stands, alerts, notes and pins, gaps, and where errors are
// dense. It is read at the newest commit whatever the playhead has seen: it is the way to what comes.
import { shift, type Interval, type Micros } from '../lib/micros.ts';
import { levelRank } from '../model/level.ts';
import type { Session, Totals } from '../model/session.ts';
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
      cells, playhead: share(frame.head.learned), loud: loudness(session, frame.asked, { from, to }, cells),
      marks: RANK.flatMap((kind) => of(kind).map(({ head }) => ({ place: share(head.learned), look: LOOKS[kind] }))),
      missing: gaps.filter(({ at, until }) => until >= from && at <= to).map(({ at, until }) => ({ from: share(at), to: share(until) })),
    },
  };
}

export function scrubCounts({ session, frame }: PanelContext): ScrubCounts {
  const { all, gaps } = landmarksOf(session, frame.asked);
  const number = (kind: LandmarkKind): number => all.filter((mark) => mark.kind === kind).length;
  const error = errorsOf(session.totals({ ...frame, head: session.head() }));
  return { fired: number('fired'), resolved: number('resolved'), note: number('note'), pin: number('pin'), gap: gaps.length, error };
}

interface Loudness {
  readonly key: string;
  readonly cells: readonly number[];
}

/** The last answer for each session: a closed one is asked again only when the width changes. */
const kept = new WeakMap<Session, Loudness>();

/** By when it was learned, as the rest of the bar: the sums at the ends of each cell tell, whatever the clock of a source says. */
function loudness(session: Session, asked: PanelContext['frame']['asked'], { from, to }: Interval, cells: number): readonly number[] {
  const newest = session.head();
  const key = `${newest.seq} ${cells}`;
  const before = kept.get(session);
  if (before?.key === key) return before.cells;
  let sum = 0;
  const loud = Array.from({ length: cells }, (_, cell) => {
    const head = cell === cells - 1 ? newest : session.headAt(shift(from, ((to - from) * (cell + 1)) / cells - 1));
    const known = errorsOf(session.totals({ head, asked, span: { from, to } }));
    const learned = known - sum;
    sum = known;
    return learned;
  });
  kept.set(session, { key, cells: loud });
  return loud;
}

function errorsOf({ byLevel }: Pick<Totals, 'byLevel'>): number {
  return byLevel.slice(levelRank('error')).reduce((sum, some) => sum + some, 0);
}
