// Finds a file again that log rotation may have renamed: at its old path, or beside it under a name that begins alike.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { FileIdentity } from './file-tail.ts';

/** Names of a directory that are looked at. */
const MOST_NAMES = 1_000;

/** Where the file stands now; undefined where it is not found. Its content is for the caller to compare. */
export async function rotatedFile(path: string, identity: FileIdentity): Promise<string | undefined> {
  if (await isFile(path, identity)) return path;
  const stem = basename(path, extname(path));
  const names = await namesIn(dirname(path));
  for (const name of names.filter((name) => name.startsWith(stem) && name !== basename(path)).slice(0, MOST_NAMES)) {
    const place = join(dirname(path), name);
    if (await isFile(place, identity)) return place;
  }
  return undefined;
}

/** A directory that cannot be listed holds no file that could be opened. */
async function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}

async function isFile(path: string, identity: FileIdentity): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isFile() && found.dev === identity.dev && found.ino === identity.ino;
}
