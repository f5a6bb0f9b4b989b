// Turns what SQLite and the file system say into errors of the table, once, at the edge of this folder.
import { constants } from 'node:os';
import Database from 'better-sqlite3';
import { ObsError, type ErrorCode } from '../../model/errors.ts';

const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|ERROR)/;
const BUSY = /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/;
const ABSENT = /^SQLITE_CANTOPEN|^E(?:ACCES|NOENT|NOTDIR|ISDIR|LOOP|NAMETOOLONG|PERM)$/;
const NO_ROOM = /^SQLITE_(?:FULL|IOERR|READONLY|PERM|NOLFS)|^E(?:ROFS|NOSPC|DQUOT|EXIST|MFILE|NFILE|IO|FBIG)$/;

export type Intent = 'read' | 'write';

/** An ObsError where the fault lies outside; anything else comes back as it is, for it is a bug. */
export function translate(error: unknown, path: string, intent: Intent): unknown {
  if (error instanceof ObsError) return error;
  const known = classify(error, intent);
  if (known === undefined) return error;
  const verb = intent === 'read' ? 'read' : 'written';
  return new ObsError(known, `${path} cannot be ${verb}: ${reason(error)}`, { cause: error });
}

/** The code of SQLite or of the operating system; empty for errors of another kind. */
export function codeOf(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  // Node.js has no name for a quota that is used up.
  if (error instanceof Error && 'errno' in error && error.errno === -constants.errno.EDQUOT) return 'EDQUOT';
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function classify(error: unknown, intent: Intent): ErrorCode | undefined {
  const code = codeOf(error);
  // The only JSON that is read here is what the writer stored.
  if (DAMAGED.test(code) || error instanceof SyntaxError) return 'SESSION_DAMAGED';
  if (BUSY.test(code)) return 'SESSION_BUSY';
  if (ABSENT.test(code)) return intent === 'read' ? 'SESSION_MISSING' : 'SESSION_UNWRITABLE';
  return NO_ROOM.test(code) ? 'SESSION_UNWRITABLE' : undefined;
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EDQUOT') return 'the quota of the disk is used up (EDQUOT)';
  const text = error instanceof Error ? error.message : String(error);
  return code === '' || text.includes(code) ? text : `${text} (${code})`;
}
