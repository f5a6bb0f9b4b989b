// `obs-tui slo show`: all that a session knows of one SLO, and what was told of it before.
import { dateTime } from '../../lib/format.ts';
import { EVER } from '../../lib/micros.ts';
import { visible } from '../../lib/text.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { FactRecord } from '../../model/signal.ts';
import { sloState } from '../../model/slo.ts';
import { leftWords, shareWords } from '../../screens/slo-look.ts';
import { budgetBar } from '../../widgets/budget-bar.ts';
import { safeJson } from '../safe-json.ts';
import { answerFrom, panelContext, zoneOf, type TraceOptions } from '../trace/open.ts';
import { sloFields } from './slo-json.ts';
import { burningWords, requestWords, spentWords, stateWords } from './slo-words.ts';
import { whichSlo } from './which-slo.ts';

const MOST_TOLD = 1_000;
const MOST_CHARS = 2_000;
const BAR_CELLS = 20;

type Slo = FactRecord<'slo'>;

export function sloShow(wanted: string, options: TraceOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const slo = whichSlo(session.latest(frame, 'slo'), wanted);
    const source = session.sources(frame).find(({ id }) => id === slo.source)?.name;
    const history = toldOf(session, frame, slo);
    if (options.json === true) {
      return `${safeJson({ schema: 'obs-tui.slo/1', session: session.info().id, ...sloFields(slo, source), history: history.map((told) => sloFields(told, undefined)) })}\n`;
    }
    return text(slo, source, history, zoneOf(options), panelContext(session, frame, options).unicode);
  });
}

/** Everything its source told of an SLO, oldest first. */
export function toldOf(session: Session, frame: Frame, { id, source }: Slo): readonly Slo[] {
  return session.facts(frame, { kinds: ['slo'], span: EVER, limit: MOST_TOLD, superseded: true, id }).filter((told) => told.source === source);
}

function text(slo: Slo, source: string | undefined, history: readonly Slo[], zone: 'utc' | 'local', unicode: boolean): string {
  const { budget, period } = slo;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['slo', slo.name], ['id', slo.id], ['state', sloState(slo)], ['achieved', shareWords(slo.achieved)], ['target', shareWords(slo.target)], ['window', slo.window],
    ['budget left', budget === undefined ? undefined : `${budgetBar(budget.remainingPercent / 100, BAR_CELLS, unicode)} ${leftWords(slo) ?? ''}`],
    ['spent', spentWords(slo)], ['burn', burningWords(slo)], ['requests', requestWords(slo)], ['trend', slo.trend], ['about', slo.description],
    ['period', period === undefined ? undefined : `${dateTime(period.from, zone)} to ${dateTime(period.to, zone)}`], ['source', source],
    ...history.map((told): [string, string] => ['told', `${dateTime(told.at, zone)} ${stateWords(told)}`]),
  ];
  return lines.flatMap(([name, words]) => (words === undefined || words === '' ? [] : [`${name.padEnd(13)} ${visible(words, MOST_CHARS)}\n`])).join('');
}
