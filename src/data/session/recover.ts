// What is done with a session whose recorder died: everything acknowledged is in the file or in the -wal beside it.
import { ObsError } from '../../model/errors.ts';
import type { Head } from '../../model/session.ts';
import { connectReader } from './connection.ts';
import { translate } from './errors.ts';
import { isLocked } from './lock.ts';
import { openWriter } from './writer.ts';

/**
 * Checks every page, then makes the session one file. Gives its newest commit, undefined where there is none. Throws SESSION_BUSY
 * while a writer is at work, SESSION_MISSING, and SESSION_DAMAGED where the check fails; a damaged file stays as it is.
 */
export function recover(path: string): Head | undefined {
  if (isLocked(path)) throw new ObsError('SESSION_BUSY', `${path} is being written`);
  checkPages(path);
  const writer = openWriter(path, { title: '' });
  const head = writer.head();
  writer.finalise();
  return head;
}

function checkPages(path: string): void {
  const db = connectReader(path);
  try {
    const found = String(db.pragma('quick_check(1)', { simple: true }));
    if (found !== 'ok') throw new ObsError('SESSION_DAMAGED', `${path} is damaged: ${found}`);
  } catch (error) {
    throw translate(error, path, 'read');
  } finally {
    db.close();
  }
}
