// Opens file descriptor 0 for the thread that records. `process.stdin` belongs to the main thread, where the screen takes its
// keys from the terminal; a worker has none of its own.
import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { SourceError } from '../../../model/errors.ts';

/** Throws SourceError where descriptor 0 is a terminal or is closed. */
export function openStandardInput(): Readable {
  if (isatty(0)) throw unreadable('standard input is a terminal: pipe something into obs-tui, or name a file');
  try {
    const kind = fstatSync(0);
    const waits = kind.isFIFO() || kind.isSocket();
    return waits ? new Socket({ fd: 0, readable: true, writable: false }) : createReadStream('', { fd: 0, autoClose: false });
  } catch (error) {
    throw unreadable('standard input is closed', error);
  }
}

function unreadable(message: string, cause?: unknown): SourceError {
  return new SourceError('SOURCE_FILE', message, { retry: false, cause });
}
