// From what was typed to the request of an act: what it matches, how long, and the sentence that is confirmed.
import { dateTime } from '../../lib/format.ts';
import { shift } from '../../lib/micros.ts';
import type { ActRequest, Matcher } from '../../model/alert.ts';
import type { AppEvent } from '../../state/app.ts';
import type { PanelContext } from '../../state/command.ts';
import type { AlertRow } from '../alert-rows.ts';
import type { Asking } from './state.ts';

/** Labels that say which alert it is and where; a silence of these outlives a change of the others. */
const PLACE: readonly string[] = ['alertname', 'node', 'instance', 'service', 'job'];

/** What is silenced: an acknowledgement is for this very alert, a silence for the alert of that name at that place. */
export function matchersOf({ alert }: AlertRow, action: ActRequest['action']): readonly Matcher[] {
  if (action === 'expire') return [];
  const labels = { alertname: alert.name, ...(alert.node === undefined ? {} : { node: alert.node }), ...alert.labels };
  const names = Object.keys(labels).filter((name) => Object.hasOwn(alert.labels, name) || (name === 'alertname' && alert.labels['alertname'] === undefined));
  const chosen = action === 'ack' ? names : names.filter((name) => PLACE.includes(name));
  return chosen.map((name) => ({ name, value: String(Reflect.get(labels, name)), isRegex: false, isEqual: true }));
}

/** The silence that an end is asked for; undefined where none mutes the alert. */
export function silenceOf({ alert }: AlertRow): string | undefined {
  return alert.silencedBy?.[0];
}

export function sentence(row: AlertRow, asking: Asking, { frame, zone }: PanelContext): string {
  const { name } = row.source;
  if (asking.action === 'expire') return `Ends the silence of ${row.alert.name} at ${name}. Type yes.`;
  const what = matchersOf(row, asking.action).map((matcher) => `${matcher.name}="${matcher.value}"`).join(' ');
  const until = asking.length === undefined ? '' : ` until ${dateTime(shift(frame.head.learned, asking.length), zone)}`;
  return `${asking.action === 'ack' ? 'Acknowledges' : 'Silences'} ${row.alert.name} at ${name}${until}: ${what}. Type yes.`;
}

/** The same keys pressed twice before anything was recorded are one request: its id names what was asked and when. */
export function actEvents(row: AlertRow, asking: Asking, { frame }: PanelContext): readonly AppEvent[] {
  const target = asking.action === 'expire' ? (silenceOf(row) ?? row.alert.id) : row.alert.id;
  const until = asking.length === undefined ? {} : { until: shift(frame.head.learned, asking.length) };
  const act = {
    id: `${asking.action}-${target}-${frame.asked}`, action: asking.action, target, name: row.alert.name, matchers: matchersOf(row, asking.action), comment: asking.comment, ...until,
  };
  return [
    { type: 'effect', effect: { kind: 'ask', ask: { kind: 'act', source: row.alert.source, act } } },
    { type: 'toast', text: `Asked of ${row.source.name}; what becomes of it stands below the alert.`, tone: 'good' },
  ];
}
