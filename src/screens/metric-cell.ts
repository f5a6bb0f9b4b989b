// One metric panel as its model: the series it drew at the frame, its value now, its extremes, and whether it is beyond its threshold.
import type { PanelDefinition } from '../model/signal.ts';
import type { Series } from '../model/session.ts';
import type { PanelContext } from '../state/command.ts';
import { panelSeries } from './panel-series.ts';
import { notInFile } from './reason.ts';

export interface MetricCell {
  readonly panel: PanelDefinition;
  /** The panel's title, with its source where another source has a panel of the same name. */
  readonly title: string;
  /** The series that matter most, worst first; at most the number asked for. */
  readonly series: readonly Series[];
  readonly value: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly beyond: boolean;
  /** Without a series: what stands there instead. */
  readonly nothing: string;
}

const MOST_SERIES = 6;

/** `all` are the panels of the session, among which a title must tell them apart. */
export function metricCell(context: PanelContext, panel: PanelDefinition, all: readonly PanelDefinition[], points: number): MetricCell {
  const series = panelSeries(context, panel.id, points).toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_SERIES);
  const worst = series[0];
  const value = worst?.last?.value;
  const namesake = all.some((other) => other.title === panel.title && other.source !== panel.source);
  return {
    panel,
    title: namesake ? `${panel.title} · ${panel.source}` : panel.title,
    series,
    value,
    min: worst?.min,
    max: worst?.max,
    nothing: worst === undefined && notInFile(context, context.frame.span) !== undefined ? 'not in this file' : 'no data at this time',
    beyond: panel.threshold !== undefined && value !== undefined && value > panel.threshold,
  };
}

/** Of many series the highest one is the one to look at first. */
function rank(series: Series): number {
  const value = series.last?.value;
  return value === undefined || Number.isNaN(value) ? -Infinity : value;
}

/** What tells the series of one panel apart: the labels in which they differ; the node where there is only one series. */
export function seriesTitle(series: Series, all: readonly Series[]): string {
  if (all.length < 2) return series.labels['node'] ?? '';
  const names = Object.keys(series.labels).filter((name) => name !== '__name__' && all.some((other) => other.labels[name] !== series.labels[name]));
  return names.map((name) => series.labels[name] ?? '').join(' ');
}
