// A saved range answers as the whole session does, at every head in it and for every look that lies inside; beside it stand whole traces
// and the state of things at its start.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFile } from '../../../src/data/incident/load.ts';
import { saveIncident } from '../../../src/data/incident/save.ts';
import { openWriter, OWN_SOURCE } from '../../../src/data/session/writer.ts';
import { interval, MINUTE, SECOND, shift, type Interval } from '../../../src/lib/micros.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import type { Frame, Head, Session } from '../../../src/model/session.ts';
import { recordStory } from '../../support/lab-story.ts';
import { STORY } from '../../support/lab-run.ts';
import { aSavePlan } from '../../support/incident.ts';
import { anAlert, aPin } from '../../support/facts.ts';
import { aHealth, aLog, aReader, aSpan, at, from, frameAt, tempFolder } from '../../support/session.ts';

/** Ten minutes around the alert of the story. */
const RANGE = interval(at(STORY + 600), at(STORY + 1_200));

function savedAndLoaded(session: string, range: Interval, without: readonly string[] = []): Session {
  const file = join(tempFolder(), 'range.obsx');
  saveIncident(aSavePlan({ session, range, withoutSources: without }), file, { redactor: undefined });
  const target = join(tempFolder(), 'range.db');
  loadFile(file, target);
  return aReader(target);
}

/** What the screens ask, with a span inside of the range. */
function answers(session: Session, head: Head, span: Interval): unknown {
  const frame: Frame = { head, asked: session.head().seq, span };
  const panels = session.panels(frame);
  return {
    logs: session.logs(frame, { direction: 'older', limit: 80, from: { at: span.to, seq: 0 as Head['seq'] } }).rows.filter((row) => row.at >= span.from),
    density: session.density(frame, span, 20),
    panels,
    series: panels.map(({ id }) => session.series(frame, { panel: id, span, points: 60 })),
    traces: session.traces(frame, { span, limit: 40 }).rows,
    alerts: session.latest(frame, 'alert'),
    changes: session.facts(frame, { kinds: ['inflection', 'anomaly', 'pattern', 'alert'], span, limit: 500 }),
    sources: session.sources(frame),
    gaps: session.gaps(frame, span),
    notes: session.notes(frame, span),
    totals: session.totals(frame),
  };
}

describe('a range of the story', () => {
  it('answers as the session does at 200 random heads', () => {
    const path = join(tempFolder(), 'story.db');
    recordStory(path, 3);
    const whole = aReader(path);
    const part = savedAndLoaded(path, RANGE);
    const random = seededRandom(11);
    for (let turn = 0; turn < 200; turn += 1) {
      const head = whole.headAt(shift(RANGE.from, 20 * SECOND + random() * (RANGE.to - RANGE.from)));
      const to = shift(RANGE.from, Math.floor((0.3 + 0.7 * random()) * 10) * MINUTE);
      const span = interval(Math.max(RANGE.from, to - 4 * MINUTE), to);
      expect(part.headOf(head.seq)).toEqual(head);
      expect(answers(part, head, span), `head ${head.seq}, span to ${span.to}`).toEqual(answers(whole, head, span));
    }
  });
});

describe('beside the range', () => {
  function odd(): string {
    const path = join(tempFolder(), 'odd.db');
    const writer = openWriter(path, { title: 'odd' });
    const [one, two] = [writer.addSource({ name: 'one', kind: 'follow', target: 'a' }), writer.addSource({ name: 'two', kind: 'follow', target: 'b' })];
    writer.append([...from(one, aHealth(1, { detail: 'first' }), aLog(10), anAlert(20, { id: 'old', state: 'firing' })), ...from(two, aLog(11))], at(30));
    writer.append(from(one, aSpan(100, 'early', { traceId: 'touching' }), aSpan(90, 'other', { traceId: 'elsewhere' })), at(110));
    writer.append([...from(one, aLog(1_000, { message: 'in range', traceId: 'touching' })), ...from(two, aLog(1_001, { message: 'of two' }))], at(1_002));
    writer.append(from(OWN_SOURCE, aPin(5_000)), at(5_000));
    writer.append(from(one, aLog(9_000), aLog(1_003, { message: 'learned late' })), at(9_001));
    writer.finalise();
    return path;
  }
  const range = interval(at(990), at(1_100));

  it('stand the alert that was open, whole traces, what was pinned later, and rows that were learned late', () => {
    const part = savedAndLoaded(odd(), range);
    const frame = frameAt(part.head());
    expect(part.logs(frame, { direction: 'newer', limit: 100 }).rows.map(({ message }) => message)).toEqual(['in range', 'of two', 'learned late']);
    expect(part.trace(frame, 'touching')).toHaveLength(1);
    expect(part.trace(frame, 'elsewhere')).toEqual([]);
    expect(part.latest(frame, 'alert')).toMatchObject([{ id: 'old', state: 'firing' }]);
    expect(part.latest(frame, 'pin')).toHaveLength(1);
    expect(part.sources(frame).map(({ name }) => name)).toEqual(['one', 'two']);
    expect(part.info().incident).toMatchObject({ range: { from: range.from, to: range.to }, title: 'Anchor backlog' });
  });

  it('nothing stands of a source that was left out', () => {
    const part = savedAndLoaded(odd(), range, ['two']);
    const frame = frameAt(part.head());
    expect(part.logs(frame, { direction: 'newer', limit: 100 }).rows.map(({ message }) => message)).toEqual(['in range', 'learned late']);
    expect(part.sources(frame).map(({ name }) => name)).toEqual(['one']);
    expect(part.info().incident?.withoutSources).toEqual(['two']);
  });
});
