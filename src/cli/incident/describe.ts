// An incident in words and as JSON: what the commands print of one.
import { bytes, dateTime, duration } from '../../lib/format.ts';
import { toRfc3339 } from '../../lib/micros.ts';
import { visible } from '../../lib/text.ts';
import type { IncidentEntry, IncidentState } from '../../model/incident.ts';

const STATE_WORDS: Readonly<Record<IncidentState, string>> = {
  unfinished: 'its recorder died; everything acknowledged is there',
  recording: 'it is being recorded now',
  session: 'a closed session that was not saved as an incident',
  sealed: 'saved here; nobody has read it to its seal since',
  imported: 'it comes from elsewhere; nobody has read it to its seal here',
  verified: 'every line was read and the seal holds',
  altered: 'it is not what was sealed',
};

export function incidentRow({ id, title, severity, range, bytes: size, state, encrypted }: IncidentEntry, zone: string): Readonly<Record<string, string>> {
  return {
    State: state,
    Severity: severity ?? '',
    When: range === undefined ? '' : dateTime(range.from, zone),
    Length: range === undefined ? '' : duration(range.to - range.from),
    Size: bytes(size),
    Id: id,
    Title: encrypted ? `${title} (encrypted)` : title,
  };
}

export function incidentJson({ range, savedAt, signedBy, derivedFrom, ...entry }: IncidentEntry): Readonly<Record<string, unknown>> {
  return {
    ...entry, from: range === undefined ? undefined : toRfc3339(range.from), to: range === undefined ? undefined : toRfc3339(range.to),
    saved_at: savedAt === undefined ? undefined : toRfc3339(savedAt), signed_by: signedBy, derived_from: derivedFrom,
  };
}

export function incidentLines(entry: IncidentEntry, zone: string): readonly string[] {
  const { title, severity, range, savedAt, root, signedBy, derivedFrom } = entry;
  return [
    visible(title),
    `  state     ${entry.state}: ${STATE_WORDS[entry.state]}`,
    ...(severity === undefined ? [] : [`  severity  ${severity}`]),
    ...(range === undefined ? [] : [`  range     ${dateTime(range.from, zone)} to ${dateTime(range.to, zone)} (${duration(range.to - range.from)})`]),
    ...(savedAt === undefined ? [] : [`  saved     ${dateTime(savedAt, zone)}`]),
    `  size      ${bytes(entry.bytes)}${entry.encrypted ? ', encrypted' : ''}`,
    `  file      ${entry.path}`,
    ...(root === undefined ? [] : [`  root      ${root}`]),
    ...(derivedFrom === undefined ? [] : [`  made from the file with root ${derivedFrom}`]),
    ...(signedBy === undefined ? [] : [`  signed by ${signedBy}`]),
  ];
}
