// `obs-tui incident list` and `show`: the library.
import { findIncident, listIncidents } from '../../data/incident/library.ts';
import { appPaths } from '../paths.ts';
import { safeJson } from '../safe-json.ts';
import { printTable } from '../table.ts';
import type { GlobalOptions } from '../global-options.ts';
import { incidentJson, incidentLines, incidentRow } from './describe.ts';

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

export function incidentShow(wanted: string, { json, utc }: ListOptions): number {
  const entry = findIncident(appPaths().incidents, wanted);
  process.stdout.write(json === true ? `${safeJson(incidentJson(entry))}\n` : `${incidentLines(entry, utc === true ? 'utc' : 'local').join('\n')}\n`);
  return 0;
}
