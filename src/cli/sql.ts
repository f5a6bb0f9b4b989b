// `obs-tui sql`: a question in SQL to the tables of a recorded session; one JSON object a row.
import { askSql } from '../data/session/sql.ts';
import { safeJson } from './safe-json.ts';
import { whichFile } from './which-session.ts';

export interface SqlOptions {
  readonly session?: string;
  readonly limit: number;
}

export async function sql(statement: string, options: SqlOptions): Promise<number> {
  // All of it is read before anything is written: a slow pipe must not hold the session's log open.
  const rows = askSql(whichFile(options.session), statement, options.limit);
  await new Promise<void>((resolve) => process.stdout.write(rows.map((row) => `${safeJson(row)}\n`).join(''), () => resolve()));
  return 0;
}
