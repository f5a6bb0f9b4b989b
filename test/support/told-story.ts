// The story as an operator left it: notes, an acknowledgement, rows chosen for the incident, what is left to do, and a tail that was cut.
import { join } from 'node:path';
import { reportOf } from '../../src/analysis/report/build.ts';
import type { Report, ReportAbout } from '../../src/analysis/report/report.ts';
import { timelineOf } from '../../src/analysis/timeline/build.ts';
import { COMMAND_LIMITS, readTimeline } from '../../src/analysis/timeline/read.ts';
import { loadFile } from '../../src/data/incident/load.ts';
import { saveIncident } from '../../src/data/incident/save.ts';
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

/** From five minutes before the story until a minute after its alert ended. */
const TOLD_RANGE = interval(at(STORY - minute(5)), at(STORY + minute(51)));

const SAVED_AT = at(STORY + minute(51) + 12);
const TITLE = 'Anchor backlog on brick-02 holds up treasury receipts';
const FILE = 'anchor-backlog.obsx';

/** What the operator chooses, by words of the row as the timeline shows it. */
const CHOSEN: readonly string[] = ['starts rising', 'anchor queue depth increasing', `trace-${story(1).settlement.traceId}`, 'crosses 80%', 'processing backlog', 'receipts_per_minute low', 'backlog cleared'];

/** Records it with seed 1. */
export function recordToldStory(path: string): void {
  recordStory(path, 1, (run, second) => ALONG[second]?.(run));
  const session = openSession(path);
  const head = session.head();
  const material = readTimeline(session, { head, asked: head.seq, span: TOLD_RANGE }, { window: TOLD_RANGE, centre: at(STORY + minute(15)) }, COMMAND_LIMITS);
  session.close();
  const chosen = timelineOf(material, { zone: 'utc' }).entries.filter(({ quiet, text }) => quiet === undefined && CHOSEN.some((words) => text.includes(words)));
  const writer = openWriter(path, { title: 'lab' });
  writer.append(chosen.map(({ key, kind, at: time, seq, text }) => ({ source: OWN_SOURCE, draft: { kind: 'pin', at: head.learned, id: key, row: { kind, at: time, seq: kind === 'trace' ? 0 : seq }, pinned: true, text } })), head.learned);
  writer.finalise();
}

/** Its report, before it was saved. */
export function toldReport(path: string): Report {
  return reportFrom(path, { title: TITLE, severity: 'high', range: TOLD_RANGE, session: 'told', redactions: {}, savedAt: SAVED_AT, by: 'mara', file: FILE });
}

/** The report of the incident file that is made of it, as it reads where only that file is. `folder` is for the file and what is read from it. */
export function savedReport(path: string, folder: string): Report {
  const file = join(folder, FILE);
  const loaded = join(folder, 'loaded.db');
  // Nothing in the story is a secret, so that a redactor would change nothing.
  const redactor = { json: (line: string) => line, counts: new Map<string, number>() };
  saveIncident({
    session: path, sessionId: '20261121T141400Z', range: TOLD_RANGE, title: TITLE, severity: 'high', by: 'mara', savedAt: SAVED_AT, program: 'obs-tui', withoutSources: [], redact: true,
  }, file, { redactor });
  loadFile(file, loaded);
  const session = openSession(loaded);
  const { incident } = session.info();
  session.close();
  if (incident === undefined) throw new Error('the file says nothing of its incident');
  return reportFrom(loaded, { ...incident, file: FILE });
}

function reportFrom(path: string, about: ReportAbout): Report {
  const session = openSession(path);
  const head = session.head();
  const report = reportOf(session, { head, asked: head.seq, span: about.range }, about);
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
