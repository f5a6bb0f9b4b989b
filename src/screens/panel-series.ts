// The series of a metric panel, read once for each second and scrape instead of at every frame. Pure all the same: samples are only
// ever added, so their number at the head names the very set of them, and the span is widened to whole seconds before it is asked for.
import { interval, SECOND } from '../lib/micros.ts';
import type { Series, Session } from '../model/session.ts';
import type { PanelContext } from '../state/command.ts';

/** Series of one panel that are looked at; the worst of them are drawn. */
const MOST_SERIES = 50;
/** Answers kept: the panels of a full screen, at the second drawn and the one before. */
const MOST_KEPT = 256;

const kept = new WeakMap<Session, Map<string, readonly Series[]>>();

/** `panel` is its id; `points` as in SeriesQuery. */
export function panelSeries({ session, frame }: PanelContext, panel: string, points: number): readonly Series[] {
  const from = Math.floor(frame.span.from / SECOND) * SECOND;
  const to = Math.ceil(frame.span.to / SECOND) * SECOND;
  const key = `${panel} ${points} ${from} ${to} ${session.totals(frame).samples}`;
  const answers = kept.get(session) ?? new Map<string, readonly Series[]>();
  kept.set(session, answers);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const found = session.series(frame, { panel, span: interval(from, to), points, limit: MOST_SERIES });
  const oldest = answers.keys().next();
  if (answers.size >= MOST_KEPT && oldest.done !== true) answers.delete(oldest.value);
  answers.set(key, found);
  return found;
}
