// Everything that can be opened again: incident files, and the sessions that were recorded here.
import { listIncidents } from '../../data/incident/library.ts';
import { listSessions, type SessionFile } from '../../data/session/files.ts';
import { lookedInto } from '../../data/session/reader.ts';
import { shift } from '../../lib/micros.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import { appPaths } from '../paths.ts';

/** Sessions that are looked into for their title; older ones show their id. */
const MOST_OPENED = 60;

/** In no order: what shows them has its own. */
export function libraryEntries(): readonly IncidentEntry[] {
  const { incidents, sessions } = appPaths();
  return [...listIncidents(incidents), ...listSessions(sessions).map((session, index) => entryOf(session, index < MOST_OPENED))];
}

const STATES = { growing: 'recording', unfinished: 'unfinished', closed: 'session' } as const;

function entryOf({ id, path, startedAt, state, bytes }: SessionFile, open: boolean): IncidentEntry {
  // One that cannot be read is listed all the same.
  const known = open ? lookedInto(path, (session) => ({ title: session.info().title, range: { from: session.info().startedAt, to: session.head().learned } })) : undefined;
  const title = known?.title ?? '';
  return {
    id, path, title: title === '' ? id : title, severity: undefined, bytes, state: STATES[state], encrypted: false, savedAt: undefined,
    range: known?.range ?? (startedAt === undefined ? undefined : { from: startedAt, to: shift(startedAt, 1) }),
  };
}
