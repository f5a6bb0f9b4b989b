// A file that appears under its name whole or not at all: it is written in a private folder beside its place, made durable, and then
// moved there.
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { translate } from '../session/errors.ts';

/** Writes what `chunks` gives to `to`, rights 0600, over what was there. Where it throws or is aborted, `to` is as it was. */
export async function writeStaged(to: string, chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
  const folder = dirname(to);
  const staging = await outside(to, () => mkdtemp(join(folder, '.obs-tui-')));
  try {
    const path = join(staging, basename(to));
    const file = await outside(to, () => open(path, 'wx', 0o600));
    try {
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        await outside(to, () => file.writeFile(chunk));
      }
      signal?.throwIfAborted();
      await outside(to, () => file.sync());
    } finally {
      await file.close();
    }
    await outside(to, () => rename(path, to));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  await outside(to, () => syncFolder(folder));
}

/** The move itself is durable once the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function outside<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw translate(error, path, 'write');
  }
}
