// The story as an operator left it: notes, an acknowledgement, rows chosen for the incident, what is left to do, and a tail that was cut.
import { reportOf } from '../../src/analysis/report/build.ts';
import type { Report, ReportAbout } from '../../src/analysis/report/report.ts';
import { timelineOf } from '../../src/analysis/timeline/build.ts';
import { COMMAND_LIMITS, readTimeline } from '../../src/analysis/timeline/read.ts';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, OWN_SOURCE } from '../../src/data/session/writer.ts';
import { story } from '../../src/lab/story.ts';
import { interval, micros, SECOND } from '../../src/lib/micros.ts';
import type { Draft, FactDraft } from '../../src/model/signal.ts';
import { STORY, type LabRun } from './lab-run.ts';
import { recordStory } from './lab-story.ts';
import { at } from './session.ts';

/** Seconds after 14:20. */
const minute = (minutes: number): number => minutes * 60;

const ALONG: Readonly<Record<number, (run: LabRun) => void>> = {
  [minute(10)]: (run) => run.take(run.metrics, slos(0.9995, 0.9991, 50, 38)),
  [minute(16)]: (run) => own(run, ack(run)),
  [minute(17)]: (run) => run.note('The guardian anchors on brick-02 alone. Treasury waits for it.'),
  [minute(21)]: (run) => run.cut(),
  [minute(21) + 30]: (run) => run.restore(0.6),
  [minute(27)]: (run) => run.take(run.metrics, slos(0.9995, 0.9987, 50, 0)),
  [minute(31)]: (run) => run.note('Anchors caught up after the second worker was started on brick-03.'),
  [minute(50)]: (run) => own(run, ...followUps(run)),
};

/** Eight minutes before the first sign until a minute after the alert ended. */
const RANGE = interval(at(STORY - minute(5)), at(STORY + minute(51)));

/** What the operator chooses, by words of the row as the timeline shows it. */
const CHOSEN: readonly string[] = ['starts rising', 'anchor queue depth increasing', `trace-${story(1).settlement.traceId}`, 'crosses 80%', 'processing backlog', 'receipts_per_minute low', 'backlog cleared'];

/** Records it with seed 1. */
export function recordToldStory(path: string): void {
  recordStory(path, 1, (run, second) => ALONG[second]?.(run));
  const session = openSession(path);
  const head = session.head();
  const material = readTimeline(session, { head, asked: head.seq, span: RANGE }, { window: RANGE, centre: at(STORY + minute(15)) }, COMMAND_LIMITS);
  session.close();
  const chosen = timelineOf(material, { zone: 'utc' }).entries.filter(({ quiet, text }) => quiet === undefined && CHOSEN.some((words) => text.includes(words)));
  const writer = openWriter(path, { title: 'lab' });
  writer.append(chosen.map(({ key, kind, at: time, seq, text }) => ({ source: OWN_SOURCE, draft: { kind: 'pin', at: head.learned, id: key, row: { kind, at: time, seq: kind === 'trace' ? 0 : seq }, pinned: true, text } })), head.learned);
  writer.finalise();
}

/** Its report, as if it had been saved. */
export function toldReport(path: string, about: Partial<ReportAbout> = {}): Report {
  const session = openSession(path);
  const head = session.head();
  const report = reportOf(session, { head, asked: head.seq, span: RANGE }, {
    title: 'Anchor backlog on brick-02 holds up treasury receipts', severity: 'high', range: RANGE, session: session.info().id, savedAt: head.learned, by: 'mara', file: 'incident.obsx',
    redactions: {}, ...about,
  });
  session.close();
  return report;
}

function own(run: LabRun, ...drafts: readonly Draft[]): void {
  run.take(OWN_SOURCE, drafts);
  run.commit();
}

function ack(run: LabRun): FactDraft<'act'> {
  return { kind: 'act', at: run.clock.now(), id: 'ack-1', action: 'ack', target: 'HighCPUUsage', name: 'HighCPUUsage', comment: 'looking at the anchor queue', by: 'mara', state: 'done', detail: '' };
}

function followUps(run: LabRun): readonly FactDraft<'pin'>[] {
  const texts = ['Add a worker on brick-03 for good (guardian team, by Wednesday).', 'Let the alert on the anchor queue fire before the CPU is busy.'];
  return texts.map((text, index) => ({ kind: 'pin', at: run.clock.now(), id: `follow-up:${index + 1}`, row: { kind: 'follow-up', at: micros(run.clock.now() + index * SECOND), seq: 0 }, pinned: true, text }));
}

function slos(latency: number, availability: number, latencyLeft: number, availabilityLeft: number): readonly FactDraft<'slo'>[] {
  const period = { from: at(STORY - 30 * 86_400), to: at(STORY) };
  const facts = [['slo:anchor-latency-p99', 'Anchor latency p99', latency, latencyLeft], ['slo:oracle-availability', 'Oracle availability', availability, availabilityLeft]] as const;
  return facts.map(([id, name, achieved, remainingPercent]) => ({ kind: 'slo', at: period.to, id, name, target: 0.999, achieved, window: '30d', budget: { remainingPercent }, period }));
}
