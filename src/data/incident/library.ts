// The folder of incident files, and what is known of each beside what it says itself: whether it was checked, and the title it was given
// here. Files are never changed: what is noted about one stands in a small file beside it.
import { lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { isMicros, toRfc3339, type Micros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { IncidentEntry, IncidentState } from '../../model/incident.ts';
import { codeOf, translate } from '../session/errors.ts';
import { namesIn } from '../session/folder.ts';
import { makePrivateFolder } from '../session/private-file.ts';
import { removeStale } from './atomic-file.ts';
import { BESIDE } from './beside.ts';
import { isEncrypted } from './encrypt.ts';
import { EXTENSION } from './extension.ts';
import { readManifest } from './load.ts';
import type { Manifest, Proof } from './manifest.ts';

const NOTED = '.state.json';

const notedSchema = z.object({
  /** Where it comes from. */
  origin: z.enum(['saved', 'imported']).optional(),
  /** Of a file that was saved here, as it was sealed. */
  seal: z.object({ root: z.string(), signedBy: z.string().optional() }).optional(),
  /** Given here; the file keeps its own. */
  title: z.string().max(200).optional(),
  /** The file as it was when it was last read to its end: another size or time means another file. */
  checked: z.object({ bytes: z.number(), changedAt: z.number(), sound: z.boolean(), root: z.string().optional(), signedBy: z.string().optional() }).optional(),
});

type Noted = z.output<typeof notedSchema>;

/** Newest first. Files that cannot be read as incidents are listed as altered, so that nothing in the folder goes unseen. */
export function listIncidents(folder: string): readonly IncidentEntry[] {
  removeStale(folder);
  return filesIn(folder).map((name) => entryOf(join(folder, name))).toSorted((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0) || (a.id < b.id ? 1 : -1));
}

/** The entry with this id, or of this path when it lies elsewhere. Throws SESSION_MISSING. */
export function findIncident(folder: string, wanted: string): IncidentEntry {
  const stats = statSync(wanted, { throwIfNoEntry: false });
  if (stats?.isFile() === true) return entryOf(wanted);
  const path = join(folder, `${basename(wanted, EXTENSION)}${EXTENSION}`);
  if (basename(wanted) === wanted && statSync(path, { throwIfNoEntry: false })?.isFile() === true) return entryOf(path);
  throw new ObsError('SESSION_MISSING', `there is no incident "${wanted}": neither a file nor an id of the library`);
}

function filesIn(folder: string): readonly string[] {
  return namesIn(folder).filter((name) => name.endsWith(EXTENSION) && !name.startsWith('.'));
}

function entryOf(path: string): IncidentEntry {
  const noted = notedOf(path);
  const { size, mtimeMs } = statSync(path);
  const checked = noted.checked?.bytes === size && noted.checked.changedAt === mtimeMs ? noted.checked : undefined;
  const seal = checked ?? noted.seal;
  const encrypted = isEncrypted(path);
  const manifest = encrypted ? undefined : manifestOf(path);
  const id = basename(path, EXTENSION);
  const broken = !encrypted && manifest === undefined;
  return {
    id, path, title: noted.title ?? manifest?.title ?? id, severity: manifest?.severity, bytes: size, encrypted,
    range: manifest === undefined ? undefined : { from: manifest.from, to: manifest.to },
    savedAt: manifest?.savedAt ?? fileTime(mtimeMs),
    state: stateOf(noted, checked, broken),
    ...(manifest?.derivedFrom === undefined ? {} : { derivedFrom: manifest.derivedFrom }),
    ...(seal?.signedBy === undefined ? {} : { signedBy: seal.signedBy }),
    ...(seal?.root === undefined ? {} : { root: seal.root }),
  };
}

function stateOf(noted: Noted, checked: Noted['checked'], broken: boolean): IncidentState {
  if (broken || checked?.sound === false) return 'altered';
  if (checked !== undefined) return 'verified';
  return noted.origin === 'imported' ? 'imported' : 'sealed';
}

function manifestOf(path: string): Manifest | undefined {
  try {
    return readManifest(path);
  } catch (error) {
    if (error instanceof ObsError || codeOf(error) !== '') return undefined;
    throw error;
  }
}

function fileTime(millis: number): Micros | undefined {
  const at = Math.round(millis) * 1_000;
  return isMicros(at) ? at : undefined;
}

/** What is known beside the file; a note that cannot be read is none. */
function notedOf(path: string): Noted {
  try {
    return notedSchema.parse(JSON.parse(readFileSync(path + NOTED, 'utf8')));
  } catch {
    return {};
  }
}

function note(path: string, change: Noted): void {
  const file = path + NOTED;
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ ...notedOf(path), ...change })}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw translate(error, file, 'write');
  }
}

/** A path for a new file: when it was saved, and its title in letters that every system takes. */
export function newIncidentPath(folder: string, savedAt: Micros, title: string): string {
  try {
    makePrivateFolder(folder);
  } catch (error) {
    throw translate(error, folder, 'write');
  }
  const stamp = `${toRfc3339(savedAt).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const words = title.normalize('NFKD').replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '').toLowerCase().slice(0, 48);
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${[stamp, words, number === 1 ? '' : String(number)].filter((part) => part !== '').join('-')}${EXTENSION}`);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return path;
  }
}

/** Saved here: its root is known, but nobody has read it back. */
export function noteSaved(path: string, { root, signedBy }: Proof): void {
  note(path, { origin: 'saved', seal: { root, ...(signedBy === undefined ? {} : { signedBy }) } });
}

export function noteImported(path: string, proof: Proof): void {
  note(path, { origin: 'imported' });
  noteChecked(path, proof);
}

export function noteChecked(path: string, verdict: Proof | undefined): void {
  const { size, mtimeMs } = statSync(path);
  note(path, { checked: { bytes: size, changedAt: mtimeMs, sound: verdict !== undefined, ...(verdict === undefined ? {} : { root: verdict.root, ...(verdict.signedBy === undefined ? {} : { signedBy: verdict.signedBy }) }) } });
}

export function renameIncident(path: string, title: string): void {
  note(path, { title });
}

/** The file and all that stands beside it. */
export function deleteIncident(path: string): void {
  try {
    rmSync(path);
    for (const beside of [NOTED, BESIDE, `${BESIDE}-wal`, `${BESIDE}-shm`, `${BESIDE}.lock`]) rmSync(path + beside, { force: true });
  } catch (error) {
    throw translate(error, path, 'write');
  }
}
