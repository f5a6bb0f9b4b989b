// `obs-tui incident rename` and `delete`.
import { deleteIncident, findIncident, renameIncident } from '../../data/incident/library.ts';
import { visible } from '../../lib/text.ts';
import { ObsError } from '../../model/errors.ts';
import { appPaths } from '../paths.ts';

export function incidentRename(wanted: string, title: string): number {
  if (title.trim() === '') throw new ObsError('USAGE', 'an incident needs a title');
  const { path } = findIncident(appPaths().incidents, wanted);
  renameIncident(path, title.trim().slice(0, 200));
  process.stderr.write(`It is called "${visible(title.trim())}" in this library; the file keeps the title it was sealed with.\n`);
  return 0;
}

export function incidentDelete(wanted: string, yes: boolean): number {
  const { path, title } = findIncident(appPaths().incidents, wanted);
  if (!yes) throw new ObsError('USAGE', `${path} ("${visible(title)}") is deleted for good: say so with --yes`);
  deleteIncident(path);
  process.stderr.write(`Deleted ${path}\n`);
  return 0;
}
