// Where the log rows of a session are that stand in no block.
import type { Connection } from './connection.ts';

/** The name of their table; in format 1, which knew no blocks, it held all of them. */
export function logTable(db: Connection): 'log' | 'log_row' {
  return hasBlocks(db) ? 'log_row' : 'log';
}

export function hasBlocks(db: Connection): boolean {
  return Number(db.pragma('user_version', { simple: true })) > 1;
}
