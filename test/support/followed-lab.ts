// The built program in a terminal, following a lab in a process of its own: what a load test watches. The lab's clock stands still
// until `lab.release()`, so that the recording begins with row 1.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSql } from '../../src/data/session/sql.ts';
import type { LabOptions } from '../../src/lab/index.ts';
import { startControlledLab, withoutHistory, type ControlledLab } from './lab-control.ts';
import { childrenOf, textOf } from './processes.ts';
import { spawnTui, type Tui, type TuiOptions } from './pty.ts';

export interface FollowedLab {
  readonly lab: ControlledLab;
  readonly tui: Tui;
  /** Process id of the program itself, below the launcher; its threads are in it. */
  readonly program: number;
  /** The session file being recorded. */
  readonly session: string;
  close(): Promise<void>;
}

/** What a recording holds of the lab's rows, whose ids run 1, 2, 3 … */
export interface RecordedRows {
  readonly rows: number;
  readonly distinct: number;
  readonly least: number;
  readonly greatest: number;
}

export interface FollowOptions extends TuiOptions {
  /** Whether the lab's metrics are scraped too, once a second; default true. */
  readonly metrics?: boolean;
}

/** Resolves once the sources are up; no row has been sent by then. */
export async function followLab(options: LabOptions, { metrics = true, ...terminal }: FollowOptions = {}): Promise<FollowedLab> {
  // No history: every row of the lab is one that has to be recorded.
  const lab = await startControlledLab({ ...withoutHistory(), ...options }, true);
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-lab-'));
  const config = join(folder, 'config.yaml');
  writeFileSync(config, configFor(lab.url, metrics));
  const tui = spawnTui({ ...terminal, args: ['--utc', '--config', config, ...(terminal.args ?? [])] });
  const close = async (): Promise<void> => {
    await tui.close();
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await tui.waitFor(metrics ? /✔ tail +✔ metrics/ : /✔ tail/, 60_000);
    const sessions = join(tui.folder, '.local/state/obs-tui/sessions');
    const [file = ''] = readdirSync(sessions).filter((name) => name.endsWith('.db'));
    return { lab, tui, program: programBelow(tui), session: join(sessions, file), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** JSON is YAML too. */
function configFor(url: string, metrics: boolean): string {
  const tail = { name: 'tail', kind: 'logs-tail', url, message: 'logfmt' };
  const scrape = { name: 'metrics', kind: 'scrape', interval: '1s', targets: [{ url: `${url}/metrics` }] };
  return JSON.stringify({ sources: metrics ? [tail, scrape] : [tail] });
}

/** Process id of the program itself, below the launcher; -1 before it runs. */
export function programBelow(tui: Tui): number {
  const below = tui.children().flatMap((launcher) => childrenOf(launcher));
  return below.find((pid) => textOf(`/proc/${pid}/cmdline`).includes('main.cjs')) ?? -1;
}

/** Resident memory of the process with all its threads, in millions of bytes; 0 where it is gone. */
export function residentMb(pid: number): number {
  return (Number(/^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1_024) / 1e6;
}

/** Processor seconds the process has used so far, all its threads together. */
export function cpuSeconds(pid: number): number {
  // The name in brackets may hold anything, so fields are counted from behind it; 100 ticks are a second on every Linux.
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/**
 * Milliseconds that the first thread of the process, and the thread that asks, have been ready to run without getting a processor: what
 * other programs on the machine cost them. 0 where the kernel does not say.
 */
export function waitedMillis(pid: number): number {
  const waited = (file: string): number => Number(textOf(file).split(' ')[1] ?? 0) / 1e6;
  return waited(`/proc/${pid}/task/${pid}/schedstat`) + waited('/proc/thread-self/schedstat');
}

export function recordedRows(session: string): RecordedRows {
  const { db, close } = openSql(session);
  const row = db
    .prepare<[], RecordedRows>('SELECT count(*) rows, count(DISTINCT id) "distinct", ifnull(min(id), 0) least, ifnull(max(id), 0) greatest FROM (SELECT CAST(substr(row_id, 3) AS INTEGER) id FROM log)')
    .get();
  close();
  return row ?? { rows: 0, distinct: 0, least: 0, greatest: 0 };
}
