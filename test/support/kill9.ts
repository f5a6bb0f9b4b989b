// Kills a recording process at a random moment and checks what it left behind. The oracle: every acknowledged row is there, rows
// are 1, 2, 3 … without hole or double, seq has no hole, totals and density agree with the rows, and every page is sound.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { openSession } from '../../src/data/session/reader.ts';
import { recover } from '../../src/data/session/recover.ts';
import { checkRows } from './numbered-rows.ts';

export interface Trial {
  readonly acknowledged: number;
  readonly found: number;
  /** What is wrong; empty where all is well. */
  readonly problems: readonly string[];
}

const CHILD = fileURLToPath(new URL('./session-child.ts', import.meta.url));

/** The same path may be used again: the next writer continues what the killed one left. */
export async function killTrial(path: string, random: () => number): Promise<Trial> {
  const acknowledged = await writeUntilKilled(path, 20 + random() * 250);
  const problems: string[] = [];
  const session = openSession(path);
  const found = checkRows(session, problems);
  session.close();
  if (found < acknowledged) problems.push(`${acknowledged - found} acknowledged rows are lost`);
  return { acknowledged, found, problems };
}

/** After the last trial: the session becomes one sound file. */
export function closeAfterTrials(path: string): readonly string[] {
  const problems: string[] = [];
  recover(path);
  const session = openSession(path);
  checkRows(session, problems);
  session.close();
  const db = new Database(path, { readonly: true });
  const integrity = String(db.pragma('integrity_check(1)', { simple: true }));
  const rows = db.prepare<[], number>('SELECT (SELECT count(*) FROM log) + (SELECT count(*) FROM tick) + (SELECT count(*) FROM source)').pluck().get();
  const last = db.prepare<[], number>('SELECT max(seq) FROM tick').pluck().get();
  db.close();
  if (rows !== last) problems.push(`seq runs to ${last} over ${rows} rows`);
  if (integrity !== 'ok') problems.push(integrity);
  return problems;
}

async function writeUntilKilled(path: string, aliveMillis: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, 'write', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    if (lines.length === 0 && parts.length > 0) setTimeout(() => child.kill('SIGKILL'), aliveMillis);
    lines.push(...parts);
  });
  await ended(child);
  if (lines[0] !== 'ready') throw new Error(`the writer did not start: ${lines.join(' ')}`);
  return Number(lines.at(-1) === 'ready' ? 0 : lines.at(-1));
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
