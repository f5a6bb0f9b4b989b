// The form as it is opened: what is looked at becomes the range, what fires the title, and where the operator stands the view.
import { dateTime } from '../../lib/format.ts';
import { EVER, interval, MINUTE, shift, type Interval } from '../../lib/micros.ts';
import type { Severity, View } from '../../model/incident.ts';
import type { CommandContext, PanelContext } from '../../state/command.ts';
import { windowOf } from '../../state/frame.ts';
import { alertRows } from '../alert-rows.ts';
import { placeWords } from '../alert-words.ts';
import type { SaveForm } from './state.ts';

/** What other screens know that belongs into the file. */
export interface Looked {
  /** Text of the filter of the Logs screen. */
  readonly filter: string | undefined;
  /** The window of the Timeline. */
  readonly window: Interval | undefined;
}

const AROUND = 15 * MINUTE;
const MOST_TITLE = 120;
/** Panels that are asked for the beginning of what was recorded. */
const MOST_PANELS = 8;

export function formFor(context: CommandContext, { filter, window }: Looked): SaveForm {
  const { app, session, frame } = context;
  const screen = app.screen === 'save' ? (app.trail.at(-1) ?? 'overview') : app.screen;
  const bounds = boundsOf(context);
  const centre = app.time.cursor ?? frame.head.latest;
  const wanted = screen === 'timeline' && window !== undefined ? window : { from: shift(centre, -AROUND), to: shift(centre, AROUND) };
  const { incident } = session.info();
  const fires = alertRows(context).find(({ standing }) => standing === 'firing')?.alert;
  const named = fires === undefined ? `Incident of ${dateTime(centre, context.zone, 'minutes')}` : `${fires.name} ${placeWords(fires)}`;
  return {
    title: (incident?.title ?? named).replaceAll(/\s+/g, ' ').trim().slice(0, MOST_TITLE) || 'Incident',
    severity: incident?.severity ?? severityOf(fires?.severity),
    range: within(wanted, bounds) ?? bounds,
    bounds, sources: [...new Set(session.sources({ ...frame, head: session.head() }).map(({ name }) => name))], withoutSources: [], redact: true, view: viewOf(context, screen, filter),
  };
}

function viewOf({ app, frame }: CommandContext, screen: string, filter: string | undefined): View {
  const { cursor } = app.time;
  return {
    screen, head: frame.head.seq, window: windowOf(frame),
    ...(cursor === undefined ? {} : { cursor }),
    ...(filter === undefined || filter === '' ? {} : { filter }),
  };
}

const SEVERITIES: readonly (readonly [severity: Severity, words: RegExp])[] = [
  ['critical', /crit|page|fatal|emerg|sev-?[01]\b/i], ['high', /high|err|major|sev-?2\b/i], ['low', /low|info|minor|sev-?4\b/i],
];

function severityOf(text: string | undefined): Severity {
  return SEVERITIES.find(([, words]) => words.test(text ?? ''))?.[0] ?? 'medium';
}

/** As much of a stretch as the session holds; undefined where that is nothing. */
export function within({ from, to }: Interval, bounds: Interval): Interval | undefined {
  const cut = interval(Math.max(from, bounds.from), Math.min(to, bounds.to));
  return cut.from < cut.to ? cut : undefined;
}

/** A log file of last week ends with its last row; what is recorded now reaches up to now. */
function boundsOf(context: PanelContext): Interval {
  const { session } = context;
  const { incident, startedAt } = session.info();
  if (incident !== undefined) return incident.range;
  const head = session.head();
  const frame = { ...context.frame, head };
  const live = head.learned - head.latest < AROUND;
  const extent = session.extent(frame);
  const series = session.panels(frame).slice(0, MOST_PANELS).flatMap(({ id }) => session.series(frame, { panel: id, span: EVER, points: 2 }));
  const first = [...(extent === undefined ? [] : [extent.from]), ...series.flatMap(({ points }) => points[0]?.at ?? []), ...(live ? [startedAt] : [])];
  const to = Math.max(head.latest, live ? head.learned : 0) + 1;
  return interval(Math.min(to - 1, ...first), to);
}
