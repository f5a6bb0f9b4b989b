// What stands in a saved range beside what happened in it: whole traces and the state of things at its start. That a range answers as its
// session does at every head is shown in test/faults.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFile } from '../../../src/data/incident/load.ts';
import { saveIncident } from '../../../src/data/incident/save.ts';
import { openWriter, OWN_SOURCE } from '../../../src/data/session/writer.ts';
import { interval, type Interval } from '../../../src/lib/micros.ts';
import type { Session } from '../../../src/model/session.ts';
import { aSavePlan } from '../../support/incident.ts';
import { anAlert, aPin } from '../../support/facts.ts';
import { aHealth, aLog, aReader, aSpan, at, from, frameAt, tempFolder } from '../../support/session.ts';

function savedAndLoaded(session: string, range: Interval, without: readonly string[] = []): Session {
  const file = join(tempFolder(), 'range.obsx');
  saveIncident(aSavePlan({ session, range, withoutSources: without }), file, { redactor: undefined });
  const target = join(tempFolder(), 'range.db');
  loadFile(file, target);
  return aReader(target);
}

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
