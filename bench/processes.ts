// Processor time and peers: what is measured outside this thread.
import { spawn, type SpawnOptions } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Seconds of this thread. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** Seconds of this process with all its threads: those of the garbage collector count too. */
export function processSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export interface Finished {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly output: string;
}

/** Runs a program to its end; nothing else may be started meanwhile, since what is counted is the time of all ended children. */
export async function finished(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  const cpu = childSeconds();
  const begin = performance.now();
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${output.slice(-500)}`);
  return { cpuSeconds: childSeconds() - cpu, wallSeconds: (performance.now() - begin) / 1_000, output };
}

/** Time of all children that have ended, in ticks of 10 ms. */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / 100;
}

export interface Peer {
  readonly path: string | undefined;
  /** What the table says instead of figures where it is missing. */
  readonly absent: string;
}

export function peer(name: string): Peer {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return { path: paths.find(executable), absent: `${name} not installed` };
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
