// From an alert to what it is about: its logs, its failing traces, its chart, the timeline around it. Each opens at its time.
import { MINUTE, shift, type Micros } from '../../lib/micros.ts';
import type { Filter } from '../../model/filter/ast.ts';
import { include } from '../../model/filter/edit.ts';
import { print } from '../../model/filter/print.ts';
import type { Seq } from '../../model/signal.ts';
import type { TraceSummary } from '../../model/trace.ts';
import type { AppEvent } from '../../state/app.ts';
import type { CommandContext } from '../../state/command.ts';
import { windowOf } from '../../state/frame.ts';
import type { AlertRow } from '../alert-rows.ts';
import { panelOf } from './select.ts';

const FIRST = 0 as Seq;
/** Around the beginning of an alert: its cause lies before it, its effect may follow. */
const BEFORE = 15 * MINUTE;
const AFTER = 30 * MINUTE;

/** All screens look at the beginning of the alert. */
function cursorAt(at: Micros, { frame }: CommandContext): AppEvent {
  return { type: 'time', time: at >= frame.span.from && at < frame.span.to ? { cursor: at } : { cursor: at, end: shift(at, windowOf(frame) / 2) } };
}

export function toLogs({ alert }: AlertRow, context: CommandContext): readonly AppEvent[] {
  const named = [['node', alert.node], ['service', alert.service]] as const;
  const terms = named.flatMap(([field, value]) => (value === undefined ? [] : [include(undefined, field, value)]));
  const found = (filter: Filter): boolean => context.session.logs(context.frame, { filter, from: { at: shift(alert.since, -BEFORE), seq: FIRST }, direction: 'newer', limit: 1 }).rows.length > 0;
  const both: Filter | undefined = terms.length > 1 ? { op: 'and', terms } : undefined;
  // A scraper calls a service what its logs do not: as narrow a filter as finds anything.
  const filter = [...(both === undefined ? [] : [both]), ...terms].find((one) => found(one));
  if (filter === undefined) return [{ type: 'toast', text: 'No log names the node or the service of this alert.', tone: 'warn' }];
  const first = context.session.logs(context.frame, { filter, from: { at: alert.since, seq: FIRST }, direction: 'newer', limit: 1 }).rows[0];
  return [
    cursorAt(alert.since, context),
    { type: 'panel', panel: 'logs', event: { type: 'filter', filter: { text: print(filter), filter }, preview: false } },
    { type: 'reveal', screen: 'logs', row: first === undefined ? { at: alert.since, seq: FIRST } : { at: first.at, seq: first.seq } },
  ];
}

/** The failing trace nearest to the beginning of the alert, of its own service where one fails there. */
export function toTraces({ alert }: AlertRow, context: CommandContext): readonly AppEvent[] {
  const span = { from: shift(alert.since, -BEFORE), to: shift(alert.since, AFTER) };
  const failing = (service: string | undefined): readonly TraceSummary[] => context.session.traces(context.frame, { span, limit: 500, errorsOnly: true, ...(service === undefined ? {} : { service }) }).rows;
  const traces = [alert.service, undefined].map((service) => failing(service)).find((rows) => rows.length > 0) ?? [];
  const nearest = traces.toSorted((a, b) => Math.abs(a.at - alert.since) - Math.abs(b.at - alert.since))[0];
  if (nearest === undefined) return [{ type: 'toast', text: 'No trace failed around the beginning of this alert.', tone: 'warn' }];
  return [cursorAt(nearest.at, context), { type: 'reveal', screen: 'traces', row: { at: nearest.at, seq: FIRST } }];
}

export function toChart(row: AlertRow, context: CommandContext): readonly AppEvent[] {
  const panel = panelOf(context, row);
  if (panel === undefined) return [{ type: 'toast', text: 'No panel draws the expression of this alert.', tone: 'warn' }];
  return [cursorAt(row.alert.since, context), { type: 'panel', panel: 'metrics', event: { type: 'show', panel: panel.id } }, { type: 'show', screen: 'metrics' }];
}

/** Around the moment it began to fire, not around the silence or the end that came later. */
export function toTimeline({ alert }: AlertRow, { session, frame }: CommandContext): readonly AppEvent[] {
  const [fired = alert] = session
    .facts(frame, { kinds: ['alert'], span: { from: alert.since, to: shift(alert.at, 1) }, limit: 1_000, superseded: true, id: alert.id })
    .filter(({ source, state, since }) => source === alert.source && state === 'firing' && since === alert.since);
  return [{ type: 'reveal', screen: 'timeline', row: { at: fired.at, seq: fired.seq } }];
}
