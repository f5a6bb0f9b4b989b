// Files as streams of chunks, so that one of any length passes through in constant memory.
import { closeSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { translate } from '../session/errors.ts';
import { atomicFile } from './atomic-file.ts';

const CHUNK_BYTES = 64 * 1_024;

/** Opens a file for as long as `use` takes. Throws an ObsError where it cannot be opened. */
export async function withFile(path: string, use: (file: FileHandle) => Promise<void>): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw translate(error, path, 'read');
  }
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

/** The whole file from its start, whatever was read of it before; it stays open. */
export async function* chunksOf(file: FileHandle, path: string): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; ; ) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let bytesRead: number;
    try {
      ({ bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at));
    } catch (error) {
      throw translate(error, path, 'read');
    }
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** The first bytes of a file: `length` of them, or all there are. */
export function startOf(path: string, length: number): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
  } catch (error) {
    throw translate(error, path, 'read');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Writes a new private file. Where the chunks end in an error, or `signal` aborts, nothing was ever there. */
export async function writeChunks(path: string, chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
  const file = atomicFile(path);
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      file.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    signal?.throwIfAborted();
    file.commit();
  } catch (error) {
    file.abandon();
    throw error;
  }
}
