// Makes the report of a stretch of a session at a frame. Pure: the same frame and range give the same report, live and from the file.
import { levelRank } from '../../model/level.ts';
import { visible } from '../../lib/text.ts';
import type { Frame, Session, SourceState } from '../../model/session.ts';
import { shift, type Micros } from '../../lib/micros.ts';
import { sloState } from '../../model/slo.ts';
import type { FactRecord } from '../../model/signal.ts';
import { timelineOf } from '../timeline/build.ts';
import { COMMAND_LIMITS, readTimeline } from '../timeline/read.ts';
import { alertLines } from './alerts.ts';
import { chartsOf } from './charts.ts';
import { evidenceOf } from './evidence.ts';
import { gapLines } from './gaps.ts';
import { recordsOf, rowsByLevel } from './records.ts';
import type { Report, ReportAbout, SloLine, SourceLine } from './report.ts';
import { sourceNames, type SourceNames } from './source-names.ts';
import { chosenEntries, followUpsOf, storyRow } from './story.ts';
import { summaryOf } from './summary.ts';
import { safe } from './words.ts';

export function reportOf(session: Session, frame: Frame, about: ReportAbout): Report {
  const { range } = about;
  const centre = shift(range.from, (range.to - range.from) / 2);
  const material = readTimeline(session, frame, { window: range, centre }, COMMAND_LIMITS);
  const timeline = timelineOf(material, { zone: 'utc' });
  const sources = session.sources(frame);
  const names = sourceNames(sources);
  const gaps = gapLines(material.gaps, range, names);
  const { chosen, entries } = chosenEntries(timeline.entries, material);
  const story = entries.map((entry) => storyRow(entry, { session, frame, material, range, names, gaps, file: about.file ?? 'FILE' }));
  const alerts = alertLines(material, range, names);
  const slos = session.latest(frame, 'slo').map((slo) => sloLine(slo, names)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const levels = rowsByLevel(session, frame, range);
  const logs = { all: sum(levels), errors: sum(levels.slice(levelRank('error'))) };
  const told = new Set(entries.flatMap(({ target }) => (target.kind === 'trace' ? [target.traceId] : [])));
  return {
    title: visible(about.title), severity: about.severity, range, session: visible(about.session), savedAt: about.savedAt, by: safe(about.by),
    known: known(session, frame), story, chosen, alerts, slos, gaps, followUps: followUpsOf(material),
    summary: summaryOf({ range, story, alerts, slos, gaps, logs, anchor: timeline.anchor?.name, anomalies: material.anomalies, panels: material.panels }),
    charts: chartsOf(session, frame, { range, entries, alerts, inflections: material.inflections }),
    sources: sources.filter(({ name }) => about.withoutSources?.includes(name) !== true).map(sourceLine),
    redactions: Object.fromEntries(Object.entries(about.redactions).map(([rule, places]) => [visible(rule), places])), raw: about.raw === true,
    evidence: evidenceOf(about), records: recordsOf(session, frame, range, material, told),
  };
}

/** What the operator added later belongs to it too. */
function known(session: Session, { head, asked }: Frame): Micros {
  return asked > head.seq ? session.headOf(asked).learned : head.learned;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function sloLine(slo: FactRecord<'slo'>, names: SourceNames): SloLine {
  return {
    id: visible(slo.id), name: visible(slo.name), state: sloState(slo), window: visible(slo.window), target: slo.target, achieved: slo.achieved,
    left: slo.budget?.remainingPercent, source: names.of(slo.source), period: slo.period,
  };
}

function sourceLine({ name, kind, target, logs, samples, rejects, health }: SourceState): SourceLine {
  const state = health === undefined ? 'never spoke' : `${health.state}: ${health.detail}`;
  return { name: visible(name), kind: visible(kind), target: visible(target), logs, samples, rejects, state: visible(state) };
}
