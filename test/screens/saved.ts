// An incident as a file brings it: the alarmed session with a note, a gap and an end, and what is known of the file.
import type { IncidentInfo } from '../../src/model/incident.ts';
import type { Session } from '../../src/model/session.ts';
import { aNote } from '../support/builders.ts';
import type { Growing } from '../support/recorded.ts';
import { aGap, at } from '../support/session.ts';
import { fillAlarmed } from './alarmed.ts';

export function fillSaved(run: Growing): void {
  fillAlarmed(run);
  run.commit(1_210, [aGap(500, { until: at(590) })]);
  run.commit(1_220, [aNote(905, 'the queue stands still')]);
  run.commit(1_500, []);
  run.finish();
}

export function asIncident(session: Session, over: Partial<IncidentInfo> = {}): Session {
  const incident: IncidentInfo = {
    title: 'Anchor queue stands still', severity: 'critical', range: { from: at(0), to: at(1_500) }, savedAt: at(2_000), by: 'ada', session: 's1', redactions: {}, raw: false, root: 'ab'.repeat(32), ...over,
  };
  return { ...session, info: () => ({ ...session.info(), title: incident.title, incident }) };
}
