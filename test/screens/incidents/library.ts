// A library as it is told to the screen, with everything that can lie in one.
import type { IncidentEntry, IncidentNews } from '../../../src/model/incident.ts';
import type { Driver } from '../../support/driver.ts';
import { at } from '../../support/session.ts';

export function anEntry(id: string, over: Partial<IncidentEntry> = {}): IncidentEntry {
  return {
    id, path: `/library/${id}.obsx`, title: `Incident ${id}`, severity: 'high', range: { from: at(0), to: at(1_800) }, savedAt: at(2_000), bytes: 1_250_000, state: 'sealed', encrypted: false, ...over,
  };
}

export const LIBRARY: readonly IncidentEntry[] = [
  anEntry('20261121T144000Z-anchor-queue', { title: 'Anchor queue stands still', severity: 'critical', savedAt: at(3_000), state: 'verified', root: 'ab'.repeat(32) }),
  anEntry('20261120T080000Z-from-ada', { title: 'Settlements time out', severity: 'medium', savedAt: at(1_000), state: 'imported', encrypted: true }),
  anEntry('20261119T090000Z-disk', { title: 'Disk full on brick-02', savedAt: at(500), state: 'altered', severity: undefined }),
  anEntry('20261119T100000Z-signed', { title: 'Signed drill', savedAt: at(400), state: 'verified', severity: 'low', root: 'cd'.repeat(32), signedBy: 'q83vEjRWeJA=' }),
  anEntry('s-now', { path: '/sessions/s-now.db', title: 'prod-eu', severity: undefined, savedAt: undefined, range: { from: at(2_900), to: at(3_100) }, state: 'recording' }),
  anEntry('s-old', { path: '/sessions/s-old.db', title: 'prod-eu', severity: undefined, savedAt: undefined, range: { from: at(-90_000), to: at(-86_000) }, state: 'session' }),
  anEntry('s-crash', { path: '/sessions/s-crash.db', title: 'prod-us', severity: undefined, savedAt: undefined, range: { from: at(-5_000), to: at(-4_000) }, state: 'unfinished' }),
];

export function tell(driver: Driver, panel: 'incidents' | 'save', ...news: readonly IncidentNews[]): Driver {
  return driver.dispatch(news.map((one) => ({ type: 'panel', panel, event: { type: 'news', news: one } })));
}

export function withLibrary(driver: Driver, entries: readonly IncidentEntry[] = LIBRARY): Driver {
  return tell(driver, 'incidents', { type: 'library', entries, now: at(3_100) });
}
