// How an incident stands at a head, as `status` tells it: what is read and how well, what is wrong, what is missing.
import { EVER, SECOND, type Micros } from '../../lib/micros.ts';
import type { SessionInfo, SourceState, Totals } from '../../model/session.ts';
import type { FactRecord, Gap, HealthState } from '../../model/signal.ts';
import { alertRows, knowsAlerts, type AlertRow } from '../../screens/alert-rows.ts';
import { checkLook } from '../../screens/check-look.ts';
import { worstSlosFirst } from '../../screens/slo-look.ts';
import type { PanelContext } from '../../state/command.ts';

export interface Status {
  readonly info: SessionInfo;
  readonly recording: 'live' | 'stalled' | 'ended';
  /** Microseconds since the last commit, by our clock. */
  readonly silence: number;
  /** Newest commit that is looked at. */
  readonly known: Micros;
  /** Those in trouble first. */
  readonly sources: readonly SourceState[];
  /** Whether any source could tell of an alert. */
  readonly knowsAlerts: boolean;
  /** What is not over; those that fire first. */
  readonly alerts: readonly AlertRow[];
  /** All of them, the worst first. */
  readonly checks: readonly FactRecord<'check'>[];
  /** All of them, the worst first. */
  readonly slos: readonly FactRecord<'slo'>[];
  /** At most 200, the newest last. */
  readonly gaps: readonly Gap[];
  readonly totals: Totals;
}

const TROUBLE: readonly HealthState[] = ['refused', 'retrying', 'degraded', 'connecting', 'ok', 'ended'];
/** As on the screen: a recorder commits at least once a second. */
const LONGEST_SILENCE = 3 * SECOND;

export function readStatus(context: PanelContext, now: Micros): Status {
  const { session, frame } = context;
  const info = session.info();
  const silence = now - session.head().learned;
  const rank = ({ health }: SourceState): number => TROUBLE.indexOf(health?.state ?? 'connecting');
  return {
    info, silence, known: frame.head.learned,
    recording: info.growing ? (silence > LONGEST_SILENCE ? 'stalled' : 'live') : 'ended',
    sources: session.sources(frame).toSorted((a, b) => rank(a) - rank(b)),
    knowsAlerts: knowsAlerts(context),
    alerts: alertRows(context).filter(({ standing }) => standing !== 'resolved'),
    checks: session.latest(frame, 'check').toSorted((a, b) => checkLook(a.state).rank - checkLook(b.state).rank || a.source - b.source || (a.id < b.id ? -1 : 1)),
    slos: worstSlosFirst(session.latest(frame, 'slo')),
    gaps: session.gaps(frame, EVER),
    totals: session.totals(frame),
  };
}

/** An alert fires that nobody silenced, or a check fails: what --exit-code tells of. An acknowledged alert still fires. */
export function isWrong({ alerts, checks }: Status): boolean {
  return alerts.some(({ standing }) => standing === 'firing' || standing === 'acknowledged') || checks.some(({ state }) => state === 'failing');
}

/** How many there are of each word, in the order given. */
export function tally<T extends string>(words: readonly T[], order: readonly T[]): string {
  const found = order.map((word) => ({ word, many: words.filter((one) => one === word).length })).filter(({ many }) => many > 0);
  return found.map(({ word, many }) => `${many} ${word}`).join(', ');
}
