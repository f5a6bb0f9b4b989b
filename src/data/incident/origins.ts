// Which recorded sessions the incidents of the library were saved from. Encrypted files do not tell, nor do those that cannot be read.
import { listIncidents } from './library.ts';
import { readManifest } from './load.ts';

/** Ids of sessions. */
export function sessionsSavedFrom(folder: string): ReadonlySet<string> {
  const readable = listIncidents(folder).filter(({ encrypted, state }) => !encrypted && state !== 'altered');
  return new Set(readable.map(({ path }) => readManifest(path).session));
}
