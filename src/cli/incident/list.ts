// `obs-tui incident list` and `show`: the library.
import { findIncident, listIncidents } from '../../data/incident/library.ts';
import { appPaths } from '../paths.ts';
import { safeJson } from '../safe-json.ts';
import { printTable } from '../table.ts';
import type { IncidentEntry } from '../../model/incident.ts';
import type { GlobalOptions } from '../global-options.ts';
import { incidentJson, incidentLines, incidentRow } from './describe.ts';
import { openWhole } from './open-whole.ts';
import { unlockGiven, type UnlockOptions } from './unlock.ts';

export interface ListOptions extends GlobalOptions {
  readonly json?: boolean;
}

export async function incidentList({ json, utc }: ListOptions): Promise<number> {
  const entries = listIncidents(appPaths().incidents);
  if (json === true) process.stdout.write(`${safeJson(entries.map(incidentJson))}\n`);
  else if (entries.length === 0) process.stderr.write('No incident was saved yet: `obs-tui incident save` saves the newest session.\n');
  else await printTable(entries.map((entry) => incidentRow(entry, utc === true ? 'utc' : 'local')));
  return 0;
}

export async function incidentShow(wanted: string, options: ListOptions & UnlockOptions): Promise<number> {
  const { json, utc } = options;
  const entry = await lookedInto(findIncident(appPaths().incidents, wanted), options);
  process.stdout.write(json === true ? `${safeJson(incidentJson(entry))}\n` : `${incidentLines(entry, utc === true ? 'utc' : 'local').join('\n')}\n`);
  return 0;
}

/** What an encrypted file says of itself, where something that opens it was given: from outside there is little to be seen. */
async function lookedInto(entry: IncidentEntry, options: UnlockOptions): Promise<IncidentEntry> {
  const unlock = unlockGiven(entry.path, options);
  if (Object.keys(unlock).length === 0) return entry;
  const { session, root } = await openWhole(entry.path, unlock);
  try {
    const { incident } = session.info();
    if (incident === undefined) return entry;
    const { title, severity, range, savedAt, signedBy } = incident;
    return { ...entry, title: entry.title === entry.id ? title : entry.title, severity, range, savedAt, root, ...(signedBy === undefined ? {} : { signedBy }) };
  } finally {
    session.close();
  }
}
