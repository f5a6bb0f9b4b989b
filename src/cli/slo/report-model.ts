// What a report of SLOs says, before it has a form: how all of them stand, and which of them burn.
import { dateTime } from '../../lib/format.ts';
import type { Micros } from '../../lib/micros.ts';
import { parseDuration } from '../../lib/parse-time.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { FactRecord } from '../../model/signal.ts';
import { burnRate, sloState, type SloState } from '../../model/slo.ts';
import { leftWords, shareWords, worstSlosFirst } from '../../screens/slo-look.ts';
import type { NamedLength } from '../option-values.ts';
import { toldOf } from './show.ts';
import { burningWords, requestWords, spentWords } from './slo-words.ts';

type Slo = FactRecord<'slo'>;

export interface ReportedSlo {
  readonly slo: Slo;
  readonly source: string;
  /** What was told of it first in this session; the same row where it was told once. */
  readonly first: Slo;
}

export interface Report {
  readonly title: string;
  readonly session: string;
  readonly since: Micros;
  /** When the newest of what the report knows was learned. */
  readonly known: Micros;
  readonly period: string | undefined;
  /** The worst first. */
  readonly slos: readonly ReportedSlo[];
  /** Measured over another length than asked for. */
  readonly others: readonly Slo[];
}

export function reportOf(session: Session, frame: Frame, period: NamedLength | undefined): Report {
  const sources = new Map(session.sources(frame).map(({ id, name }) => [id, name]));
  const all = worstSlosFirst(session.latest(frame, 'slo'));
  const within = (slo: Slo): boolean => period === undefined || slo.window.trim() === period.text || parseDuration(slo.window) === period.length;
  const { id, title, startedAt } = session.info();
  return {
    title, session: id, since: startedAt, known: frame.head.learned, period: period?.text,
    slos: all.filter(within).map((slo) => ({ slo, source: sources.get(slo.source) ?? '', first: toldOf(session, frame, slo)[0] ?? slo })),
    others: all.filter((slo) => !within(slo)),
  };
}

export function counts(slos: readonly ReportedSlo[]): Readonly<Record<SloState, number>> {
  const found = { missed: 0, 'at risk': 0, met: 0 };
  for (const { slo } of slos) found[sloState(slo)] += 1;
  return found;
}

/** `1 missed, 1 at risk, 3 met`. */
export function countWords(slos: readonly ReportedSlo[]): string {
  const found = Object.entries(counts(slos)).filter(([, many]) => many > 0);
  return found.map(([state, many]) => `${many} ${state}`).join(', ');
}

/** Not met, or spending more than the window allows, or with less budget left than when the session began. */
export function burns({ slo, first }: ReportedSlo): boolean {
  return sloState(slo) !== 'met' || burnRate(slo) > 1 || lostBudget({ slo, first });
}

function lostBudget({ slo, first }: Pick<ReportedSlo, 'slo' | 'first'>): boolean {
  return slo.budget !== undefined && first.budget !== undefined && slo.budget.remainingPercent < first.budget.remainingPercent;
}

/** Why it is in the list of what burns, most telling first; plain text that came from no backend. */
export function burnReasons({ slo, first }: ReportedSlo, zone: 'utc' | 'local'): string {
  const left = leftWords(slo);
  const fell = lostBudget({ slo, first }) ? `; the budget fell from ${leftWords(first) ?? ''} at ${dateTime(first.at, zone)} to ${left ?? ''} at ${dateTime(slo.at, zone)}` : '';
  const figures = [left === undefined ? undefined : `${left} of the budget left`, spentWords(slo), requestWords(slo), burningWords(slo)].filter((words) => words !== undefined);
  return `${sloState(slo)}, ${shareWords(slo.achieved)} of ${shareWords(slo.target)}: ${figures.join(', ')}${fell}`;
}
