// The charts of a report: panels that the story or its alerts speak of, and those that went over their limit, with the moments at which
// alerts changed.
import type { Interval } from '../../lib/micros.ts';
import { own, visible, type SafeText } from '../../lib/text.ts';
import type { Labels } from '../../model/alert.ts';
import type { Frame, Series, Session } from '../../model/session.ts';
import type { FactRecord, PanelDefinition } from '../../model/signal.ts';
import type { TimelineEntry } from '../../model/timeline.ts';
import type { AlertLine, Chart, ChartMark, ChartSeries } from './report.ts';

const MOST_CHARTS = 6;
/** Charts where the story speaks of none. */
const LEAST_CHARTS = 3;
const MOST_SERIES = 6;
const MOST_READ = 50;
const POINTS = 240;

export interface ChartContext {
  readonly range: Interval;
  /** What the story is made of. */
  readonly entries: readonly TimelineEntry[];
  readonly alerts: readonly AlertLine[];
  readonly inflections: readonly FactRecord<'inflection'>[];
}

export function chartsOf(session: Session, frame: Frame, { range, entries, alerts, inflections }: ChartContext): readonly Chart[] {
  const panels = session.panels(frame);
  const told = entries.flatMap(({ target }) => (target.kind === 'panel' && target.panel !== undefined ? [target.panel] : []));
  const watched = panels.filter(({ expr }) => alerts.some((alert) => alert.expr === expr || alert.expr.startsWith(`${expr} `)));
  const crossings = inflections.filter(({ change, at }) => change === 'crosses' && at >= range.from && at <= range.to);
  const spoken = [...new Set([...told, ...watched.map(({ id }) => id), ...crossings.flatMap(({ panel }) => panel ?? [])])].flatMap((id) => panels.find((panel) => panel.id === id) ?? []);
  const wanted = spoken.length > 0 ? spoken.slice(0, MOST_CHARTS) : panels;
  const charts = wanted.flatMap((panel) => chartOf(session, frame, { range, panel, about: aboutOf(panel, entries, crossings), marks: marksOf(alerts, range) }) ?? []);
  return spoken.length > 0 ? charts : charts.slice(0, LEAST_CHARTS);
}

interface Wanted {
  readonly range: Interval;
  readonly panel: PanelDefinition;
  /** Labels of the series that matter. */
  readonly about: readonly Labels[];
  readonly marks: readonly ChartMark[];
}

function aboutOf({ id }: PanelDefinition, entries: readonly TimelineEntry[], crossings: readonly FactRecord<'inflection'>[]): readonly Labels[] {
  return [...entries.flatMap(({ target, place }) => (target.kind === 'panel' && target.panel === id ? [place.labels ?? {}] : [])), ...crossings.flatMap(({ panel, labels }) => (panel === id ? [labels] : []))];
}

function chartOf(session: Session, frame: Frame, { range, panel, about, marks }: Wanted): Chart | undefined {
  const found = session.series(frame, { panel: panel.id, span: range, points: POINTS, limit: MOST_READ }).filter(({ points }) => points.length > 0);
  if (found.length === 0) return undefined;
  const telling = tellingLabels(found);
  const lines = found
    .map((series): ChartSeries & { readonly max: number } => ({
      name: nameOf(series.labels, telling), points: series.points, loud: found.length === 1 || about.some((labels) => sameLabels(labels, series.labels)), max: series.max ?? -Infinity,
    }))
    .toSorted((a, b) => Number(b.loud) - Number(a.loud) || b.max - a.max || (a.name < b.name ? -1 : 1));
  return {
    title: visible(panel.title), expr: visible(panel.expr), unit: panel.unit ?? 'none', source: visible(panel.source), threshold: panel.threshold, span: range,
    series: lines.slice(0, MOST_SERIES).map(({ name, points, loud }) => ({ name, points, loud })), left: Math.max(0, lines.length - MOST_SERIES), marks,
  };
}

function marksOf(alerts: readonly AlertLine[], range: Interval): readonly ChartMark[] {
  const within = (at: number): boolean => at >= range.from && at <= range.to;
  return alerts.flatMap(({ name, firedAt, resolvedAt }) => [
    ...(within(firedAt) ? [{ at: firedAt, text: visible(`${name} fired`) }] : []),
    ...(resolvedAt !== undefined && within(resolvedAt) ? [{ at: resolvedAt, text: visible(`${name} resolved`) }] : []),
  ]);
}

/** Labels by which the series of a panel differ. */
function tellingLabels(found: readonly Series[]): readonly string[] {
  const names = [...new Set(found.flatMap(({ labels }) => Object.keys(labels)))].filter((name) => name !== '__name__');
  return names.filter((name) => new Set(found.map(({ labels }) => labels[name])).size > 1);
}

/** One telling label speaks for itself where it names a place; others say what they are. */
function nameOf(labels: Labels, telling: readonly string[]): SafeText {
  const place = telling.find((name) => name === 'node' || name === 'service' || name === 'instance');
  const named = place === undefined ? telling : [place, ...telling.filter((name) => name !== place && labels[place] === undefined)];
  const parts = named.flatMap((name) => (labels[name] === undefined ? [] : [name === place ? (labels[name] ?? '') : `${name}=${labels[name] ?? ''}`]));
  const unique = parts.join(' ');
  return unique === '' ? own('') : visible(unique, 80);
}

function sameLabels(one: Labels, two: Labels): boolean {
  const names = Object.keys(one);
  return names.length > 0 && names.every((name) => one[name] === two[name]);
}
