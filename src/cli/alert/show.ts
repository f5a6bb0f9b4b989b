// `obs-tui alert show`: all that a session knows of one alert, and every change of it.
import { dateTime, duration } from '../../lib/format.ts';
import { visible } from '../../lib/text.ts';
import { EVER, type Micros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { Frame, Session } from '../../model/session.ts';
import type { FactRecord } from '../../model/signal.ts';
import { safeJson } from '../safe-json.ts';
import { answerFrom, zoneOf, type TraceOptions } from '../trace/open.ts';
import { alertFields, silenceFields } from './alert-json.ts';
import { matcherText } from '../../model/matchers.ts';
import { oneNamed } from './one-named.ts';
import { standingOf } from '../../model/standing.ts';

const MOST_CHANGES = 1_000;
const MOST_CHARS = 2_000;

type Alert = FactRecord<'alert'>;
type Silence = FactRecord<'silence'>;

export function alertShow(wanted: string, options: TraceOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const alert = oneNamed(session.latest(frame, 'alert'), wanted);
    if (alert === undefined) throw new ObsError('USAGE', `there is no alert "${wanted}" in this session; \`obs-tui alert list\` prints those there are`);
    const history = session.facts(frame, { kinds: ['alert'], span: EVER, limit: MOST_CHANGES, superseded: true, id: alert.id }).filter(({ source }) => source === alert.source);
    const silences = silencesOf(session, frame, alert);
    const source = session.sources(frame).find(({ id }) => id === alert.source)?.name;
    if (options.json === true) {
      const changes = history.map((change) => alertFields(change, undefined));
      return `${safeJson({ schema: 'obs-tui.alert/1', session: session.info().id, ...alertFields(alert, source), silences: silences.map(silenceFields), history: changes })}\n`;
    }
    return text(alert, source, silences, history, zoneOf(options));
  });
}

function silencesOf(session: Session, frame: Frame, { silencedBy = [], source }: Alert): readonly Silence[] {
  const wanted = new Set(silencedBy);
  return wanted.size === 0 ? [] : session.latest(frame, 'silence').filter((silence) => silence.source === source && wanted.has(silence.id));
}

function text(alert: Alert, source: string | undefined, silences: readonly Silence[], history: readonly Alert[], zone: 'utc' | 'local'): string {
  const time = (at: Micros): string => dateTime(at, zone);
  const { acknowledged: ack, threshold, holdFor, value } = alert;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['alert', alert.name], ['id', alert.id], ['status', standingOf(alert)], ['severity', alert.severity], ['since', time(alert.since)], ['source', source], ['node', alert.node], ['service', alert.service],
    ['expression', alert.expr], ['threshold', threshold === undefined ? undefined : String(threshold)], ['value', value === undefined ? undefined : String(value)],
    ['must hold', holdFor === undefined || holdFor === 0 ? undefined : duration(holdFor)],
    ['acknowledged', ack === undefined ? undefined : `by ${ack.by}: ${ack.comment}${ack.until === undefined ? '' : ` (until ${time(ack.until)})`}`],
    ...silences.map((silence): [string, string] => ['silence', `${silence.id} by ${silence.by} until ${time(silence.until)}: ${silence.comment} {${silence.matchers.map(matcherText).join(', ')}}`]),
    ['inhibited by', alert.inhibitedBy?.join(', ')], ['shown at', alert.url],
    ...Object.entries(alert.labels).map(([name, label]): [string, string] => ['label', `${name}=${label}`]),
    ...Object.entries(alert.annotations).map(([name, words]): [string, string] => ['annotation', `${name}: ${words}`]),
    ...history.map((change): [string, string] => ['history', `${time(change.at)} ${standingOf(change)}`]),
  ];
  return lines.flatMap(([name, words]) => (words === undefined || words === '' ? [] : [`${name.padEnd(13)} ${visible(words, MOST_CHARS)}\n`])).join('');
}
