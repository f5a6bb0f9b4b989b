// From what was typed to the request of an act: what it is about, what it matches, how long, and the sentence that is confirmed.
import { dateTime } from '../../lib/format.ts';
import { shift, type Micros } from '../../lib/micros.ts';
import type { ActRequest } from '../../model/alert.ts';
import { matchersOf, matcherText } from '../../model/matchers.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { AppEvent } from '../../state/app.ts';
import type { PanelContext } from '../../state/command.ts';
import { alertRows, hasKey, takesRequests, type AlertRow } from '../alert-rows.ts';
import type { Asking } from './state.ts';

/** The alert that was chosen when the asking began: whatever the list shows by now, no other one may take its place. */
export function askedRow(context: PanelContext, { alert }: Asking): AlertRow | undefined {
  return alertRows(context).find((row) => hasKey(row, alert));
}

/** The silence that an end is asked for; undefined where none mutes the alert. */
export function silenceOf({ alert }: AlertRow): string | undefined {
  return alert.silencedBy?.[0];
}

/** Whether a request of this kind about this alert is still without an answer. */
export function isPending({ session, frame }: PanelContext, row: AlertRow, action: ActRequest['action']): boolean {
  const target = targetOf(row, action);
  return session.latest(frame, 'act').some((act) => act.state === 'asked' && act.action === action && act.target === target);
}

export function sentence(row: AlertRow, asking: Asking, context: PanelContext): string {
  const { alert, source } = row;
  const [verb, noun] = { ack: ['Acknowledges', 'acknowledged'], silence: ['Silences', 'silenced'], expire: ['Ends', 'ended'] }[asking.action];
  if (!takesRequests(source.kind)) return `Notes in this session alone that ${alert.name} is ${noun}: ${source.name} takes no requests. Type yes.`;
  if (asking.action === 'expire') return `${verb} the silence of ${alert.name} at ${source.name}${silenceWords(row, context)}. Type yes.`;
  const until = asking.length === undefined ? '' : ` until ${dateTime(untilOf(asking.length, context), context.zone)}`;
  return `${verb} ${alert.name} at ${source.name}${until}: ${matchersOf(alert).map(matcherText).join(' ')}. Type yes.`;
}

/** Which one of the silences it is, as who made it knows it. */
function silenceWords(row: AlertRow, { session, frame, zone }: PanelContext): string {
  const muting = row.alert.silencedBy ?? [];
  const silence = session.latest(frame, 'silence').find(({ id, source }: FactRecord<'silence'>) => id === silenceOf(row) && source === row.alert.source);
  const which = silence === undefined ? '' : `, "${silence.comment}" by ${silence.by} until ${dateTime(silence.until, zone)}`;
  return `${which}${muting.length > 1 ? ` (one of ${muting.length} that mute it)` : ''}`;
}

/** From the newest moment known, not from the one that is looked at: a paused screen may stand hours back. */
function untilOf(length: number, { session }: PanelContext): Micros {
  return shift(session.head().learned, length);
}

function targetOf(row: AlertRow, action: ActRequest['action']): string {
  return action === 'expire' ? (silenceOf(row) ?? row.alert.id) : row.alert.id;
}

/** The same keys pressed twice before anything was recorded are one request: its id names what was asked, when, and in which session. */
export function actEvents(row: AlertRow, { action, comment, length }: Asking, context: PanelContext): readonly AppEvent[] {
  const { session, frame } = context;
  const { alert, source } = row;
  const target = targetOf(row, action);
  const until = length === undefined ? {} : { until: untilOf(length, context) };
  const matchers = action === 'expire' ? [] : matchersOf(alert);
  const { id: recording, startedAt } = session.info();
  const act = { id: `${action}-${target}-${recording}-${startedAt}-${frame.asked}`, action, target, name: alert.name, matchers, comment, ...until };
  const where = takesRequests(source.kind) ? `Asked of ${source.name}; what becomes of it stands below the alert.` : 'Noted in this session.';
  return [
    { type: 'effect', effect: { kind: 'ask', ask: { kind: 'act', source: alert.source, act } } },
    { type: 'toast', text: where, tone: 'good' },
  ];
}
