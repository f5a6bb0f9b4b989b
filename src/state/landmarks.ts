// The places of a recording that an operator goes back to: alerts that fired or ended, notes, pinned rows, and the stretches that were
// not seen. Each is bound to the commit that knew it first. Every read is bounded; of too many the newest stay.
import { EVER, type Micros } from '../lib/micros.ts';
import { sameAlert } from '../model/same-alert.ts';
import type { Frame, Head, Session } from '../model/session.ts';
import type { FactRecord, Gap, Seq } from '../model/signal.ts';

export type LandmarkKind = 'fired' | 'resolved' | 'note' | 'pin';

export interface Landmark {
  readonly kind: LandmarkKind;
  /** When it happened; of a note and a pin the moment that it is about. */
  readonly at: Micros;
  /** The row to reveal; 0 where it has no row of its own among the telemetry. */
  readonly seq: Seq;
  /** The first commit at which it can be seen. */
  readonly head: Head;
  /** In words, raw. */
  readonly text: string;
}

export interface Landmarks {
  /** In order of the commits, then of time. */
  readonly all: readonly Landmark[];
  /** In event time, as they stand at the newest commit. */
  readonly gaps: readonly Gap[];
}

const MOST_ALERTS = 1_000;
const NO_ROW = 0 as Seq;

/** Of the whole recording, whatever the playhead has seen of it so far. */
export function landmarksOf(session: Session, asked: Frame['asked']): Landmarks {
  const head = session.head();
  const frame: Frame = { head, asked, span: EVER };
  const { alerts, gaps } = learnedMarks(session, frame);
  // What the operator adds changes without a commit of telemetry, and is little.
  return { all: [...alerts, ...noted(session, frame), ...pinned(session, frame)].toSorted(inOrder), gaps };
}

function inOrder(a: Landmark, b: Landmark): number {
  return a.head.seq - b.head.seq || a.at - b.at || a.seq - b.seq;
}

interface LearnedMarks {
  readonly head: Seq;
  readonly alerts: readonly Landmark[];
  readonly gaps: readonly Gap[];
}

/** The newest commit names the rows that were read: a closed recording is asked once. */
const known = new WeakMap<Session, LearnedMarks>();

function learnedMarks(session: Session, frame: Frame): LearnedMarks {
  const before = known.get(session);
  if (before?.head === frame.head.seq) return before;
  const rows = session.facts(frame, { kinds: ['alert'], span: EVER, limit: MOST_ALERTS, superseded: true });
  const made: LearnedMarks = { head: frame.head.seq, alerts: alertChanges(rows).map((change) => alertMark(session, change)), gaps: session.gaps(frame, EVER) };
  known.set(session, made);
  return made;
}

type Alert = FactRecord<'alert'>;

/** One alert as all its sources tell it. */
interface Told {
  readonly latest: Map<string, Alert>;
  firing: boolean;
  seen: boolean;
}

/** An alert that two sources tell of fires once, when the first of them says so, and ends with the last; one that only waits does neither. */
function alertChanges(rows: readonly Alert[]): readonly Alert[] {
  const groups: Told[] = [];
  return rows
    .toSorted((a, b) => a.seq - b.seq)
    .filter((alert) => {
      const told = groupOf(groups, alert);
      told.latest.set(`${alert.source} ${alert.id}`, alert);
      if (alert.state === 'pending') return false;
      const firing = [...told.latest.values()].some(({ state }) => state === 'firing');
      // What is first seen at its end was never seen to fire; that it ended is still told.
      const changed = firing !== told.firing || (!told.seen && alert.state === 'resolved');
      told.firing = firing;
      told.seen = true;
      return changed;
    });
}

function groupOf(groups: Told[], alert: Alert): Told {
  const own = `${alert.source} ${alert.id}`;
  const joins = ({ latest }: Told): boolean => [...latest.values()].some((other) => other.source !== alert.source && other.name === alert.name && sameAlert(other, alert));
  const found = groups.find(({ latest }) => latest.has(own)) ?? groups.find(joins);
  if (found !== undefined) return found;
  const made: Told = { latest: new Map(), firing: false, seen: false };
  groups.push(made);
  return made;
}

function alertMark(session: Session, alert: Alert): Landmark {
  const kind = alert.state === 'firing' ? 'fired' : 'resolved';
  const place = alert.node ?? alert.service;
  return { kind, at: alert.at, seq: alert.seq, head: session.headOf(alert.seq), text: `${alert.name} ${kind}${place === undefined ? '' : ` on ${place}`}` };
}

/** A note may be written long after what it is about: it leads to what was known then. */
function noted(session: Session, frame: Frame): readonly Landmark[] {
  return session.notes(frame, EVER).map(({ at, seq, text }) => ({ kind: 'note', at, seq: NO_ROW, head: session.headFor(at) ?? session.headOf(seq), text }));
}

function pinned(session: Session, frame: Frame): readonly Landmark[] {
  return session
    .latest(frame, 'pin')
    .filter((pin) => pin.pinned)
    .map(({ row, seq, text }) => ({
      kind: 'pin', at: row.at, seq: row.seq as Seq, text,
      head: row.seq > 0 ? session.headOf(row.seq as Seq) : (session.headFor(row.at) ?? session.headOf(seq)),
    }));
}
