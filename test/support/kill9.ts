// Kills a recording or a saving process at a random moment and checks what it left behind. Of a recording: every acknowledged row is
// there, rows are 1, 2, 3 … without hole or double, seq has no hole, totals and density agree with the rows, and every page is sound.
// Of saving: every file is whole, and no file is missing that was said to be safe.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../src/data/session/reader.ts';
import { recover } from '../../src/data/session/recover.ts';
import { openSql } from '../../src/data/session/sql.ts';
import { checkRows } from './numbered-rows.ts';
import { saidUntilKilled } from './said-until-killed.ts';
import { checkSaved } from './saved-files.ts';

export interface Trial {
  readonly acknowledged: number;
  readonly found: number;
  /** What is wrong; empty where all is well. */
  readonly problems: readonly string[];
}

const WRITER = fileURLToPath(new URL('./session-child.ts', import.meta.url));
const SAVER = fileURLToPath(new URL('./save-child.ts', import.meta.url));
const MOST_SAVES = 500;

/** The same path may be used again: the next writer continues what the killed one left. */
export async function killTrial(path: string, random: () => number): Promise<Trial> {
  const acknowledged = await lastNumber(WRITER, ['write', path, String(random() * 200)]);
  const problems: string[] = [];
  const session = openSession(path);
  const found = checkRows(session, problems);
  session.close();
  if (found < acknowledged) problems.push(`${acknowledged - found} acknowledged rows are lost`);
  return { acknowledged, found, problems };
}

export interface SaveTrial {
  /** The kill fell into the writing of a file. */
  readonly interrupted: boolean;
  readonly problems: readonly string[];
}

/** `whole` is what each file must hold. The folder is one of its own for each trial. */
export async function killSaveTrial(session: string, folder: string, whole: Buffer, random: () => number): Promise<SaveTrial> {
  const safe = await lastNumber(SAVER, [session, folder, String(MOST_SAVES), String(random() * 60)]);
  const interrupted = readdirSync(folder).some((name) => name.startsWith('.'));
  return { interrupted, problems: checkSaved(folder, whole, safe) };
}

/** After the last trial: the session becomes one sound file. */
export function closeAfterTrials(path: string): readonly string[] {
  const problems: string[] = [];
  recover(path);
  const session = openSession(path);
  checkRows(session, problems);
  session.close();
  const { db, close } = openSql(path);
  const integrity = String(db.pragma('integrity_check(1)', { simple: true }));
  const rows = db.prepare<[], number>('SELECT (SELECT count(*) FROM log) + (SELECT count(*) FROM tick) + (SELECT count(*) FROM source)').pluck().get();
  const last = db.prepare<[], number>('SELECT max(seq) FROM tick').pluck().get();
  close();
  if (rows !== last) problems.push(`seq runs to ${last} over ${rows} rows`);
  if (integrity !== 'ok') problems.push(integrity);
  return problems;
}

async function lastNumber(script: string, args: readonly string[]): Promise<number> {
  const lines = await saidUntilKilled(script, args);
  const last = lines.at(-1) ?? '';
  if (lines[0] !== 'ready' || Number.isNaN(Number(last === 'ready' ? 0 : last))) throw new Error(`the program did not do its work: ${lines.join(' ')}`);
  return last === 'ready' ? 0 : Number(last);
}
