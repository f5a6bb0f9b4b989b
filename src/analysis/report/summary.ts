// The summary: what fired and for how long, how it began, what it did, what is still open, and what is missing. Each sentence stands by
// itself and is left out where there is nothing to say.
import { count, many, value } from '../../lib/format.ts';
import type { Interval } from '../../lib/micros.ts';
import { visible, type SafeText } from '../../lib/text.ts';
import type { FactRecord, PanelDefinition } from '../../model/signal.ts';
import type { AlertLine, GapLine, SloLine, StoryRow } from './report.ts';
import { lengthWords, listWords, timeWords } from './words.ts';

export interface SummaryFacts {
  readonly range: Interval;
  readonly story: readonly StoryRow[];
  readonly alerts: readonly AlertLine[];
  /** The alert that the timeline was measured against, by name and place. */
  readonly anchor: string | undefined;
  readonly anomalies: readonly FactRecord<'anomaly'>[];
  readonly panels: readonly PanelDefinition[];
  readonly slos: readonly SloLine[];
  readonly gaps: readonly GapLine[];
  /** Log rows of the range, and how many of them were errors or worse. */
  readonly logs: { readonly all: number; readonly errors: number };
}

export function summaryOf(facts: SummaryFacts): readonly SafeText[] {
  const main = mainAlert(facts);
  return [fired(main, facts), ...began(main, facts), ...others(main, facts), ...effects(facts), ...errors(facts), ...targets(facts), stillOpen(facts), missing(facts)].map((sentence) => visible(sentence));
}

function alertName({ name, place }: Pick<AlertLine, 'name' | 'place'>): string {
  return place === '' ? name : `${name} on ${place}`;
}

function mainAlert({ alerts, anchor }: SummaryFacts): AlertLine | undefined {
  return alerts.find((alert) => alertName(alert) === anchor) ?? alerts[0];
}

function fired(main: AlertLine | undefined, { range, story }: SummaryFacts): string {
  if (main === undefined) return story.length === 0 ? 'No alert fired, and nothing stands out in what was recorded.' : 'No alert fired in this time.';
  const begin = `${alertName(main)} fired at ${timeWords(main.firedAt, range)}`;
  if (main.resolvedAt === undefined) return `${begin}${figureOf(main)}, and had not resolved when this was saved.`;
  return `${begin}${figureOf(main)}, and resolved at ${timeWords(main.resolvedAt, range)}, after ${lengthWords(main.resolvedAt - main.firedAt)}.`;
}

function figureOf({ value: measured, threshold }: AlertLine): string {
  if (measured === undefined) return '';
  const limit = threshold === undefined ? '' : `, ${measured >= threshold ? 'over' : 'under'} its limit of ${figure(threshold)}`;
  return ` with a value of ${figure(measured)}${limit}`;
}

/** Four digits tell one measured value from another. */
function figure(n: number): string {
  return String(Number(n.toPrecision(4)));
}

function began(main: AlertLine | undefined, { range, story }: SummaryFacts): readonly string[] {
  const [first] = story.filter(({ kind }) => kind !== 'note' && kind !== 'gap');
  if (first === undefined) return [];
  if (main === undefined) return [`The first thing that stands out is at ${timeWords(first.at, range)}: ${first.text}.`];
  if (first.at >= main.firedAt) return ['Nothing recorded before it points to it.'];
  return [`The first sign came ${lengthWords(main.firedAt - first.at)} before, at ${timeWords(first.at, range)}: ${first.text}.`];
}

function others(main: AlertLine | undefined, { alerts }: SummaryFacts): readonly string[] {
  const more = alerts.filter((alert) => alert !== main);
  return more.length === 0 ? [] : [`${many(more.length, 'other alert')} fired in this time: ${listWords([...new Set(more.map(alertName))])}.`];
}

/** The anomalies that the story tells, with what was expected instead. */
function effects({ story, anomalies, panels, range }: SummaryFacts): readonly string[] {
  const told = anomalies.filter((fact) => story.some((row) => row.kind === 'anomaly' && row.at === fact.at));
  return told.slice(0, 3).map((fact) => {
    const unit = panels.find(({ id }) => id === fact.panel)?.unit ?? 'none';
    const what = fact.service === undefined ? (fact.node === undefined ? `The value of ${fact.metric}` : `On ${fact.node}, ${fact.metric}`) : `In ${fact.service}, ${fact.metric}`;
    const expected = `${value(fact.expected.min, 'none')} to ${value(fact.expected.max, unit)}`;
    const back = fact.ended === undefined ? '' : ` It was back at ${timeWords(fact.ended, range)}.`;
    return `${what} ${fact.direction === 'low' ? 'fell' : 'rose'} to ${value(fact.observed, unit)} at ${timeWords(fact.at, range)}; ${expected} was expected.${back}`;
  });
}

function errors({ logs }: SummaryFacts): readonly string[] {
  if (logs.all === 0) return [];
  return [logs.errors === 0 ? `None of ${many(logs.all, 'log row')} is an error.` : `${count(logs.errors)} of ${many(logs.all, 'log row')} ${logs.errors === 1 ? 'is an error' : 'are errors'}.`];
}

function targets({ slos }: SummaryFacts): readonly string[] {
  const bad = slos.filter(({ state }) => state !== 'met');
  if (slos.length === 0) return [];
  return bad.length === 0 ? [slos.length === 1 ? 'The one service level objective is met.' : `All ${many(slos.length, 'service level objective')} are met.`] : [`${count(bad.length)} of ${many(slos.length, 'service level objective')} ${bad.length === 1 ? 'needs' : 'need'} attention: ${listWords(bad.map(({ name, state }) => `${name} is ${state}`))}.`];
}

function stillOpen({ alerts, range }: SummaryFacts): string {
  const open = alerts.filter(({ resolvedAt }) => resolvedAt === undefined);
  if (open.length > 0) return `Still open: ${listWords(open.map((alert) => `${alertName(alert)} since ${timeWords(alert.firedAt, range)}`))}.`;
  return alerts.length === 0 ? 'No alert is open.' : 'No alert of this time is still open.';
}

function missing({ gaps }: SummaryFacts): string {
  if (gaps.length === 0) return 'No source reported a gap in the record.';
  return `The record has ${many(gaps.length, 'gap')}: what happened in ${gaps.length === 1 ? 'it' : 'them'} may not be in this report.`;
}
