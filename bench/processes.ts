// Processor time: of this thread, of this process, of programs that run and of those that have ended.
import { spawn, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

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

/** Milliseconds that the first thread of a process has run: the one that draws. NaN where the kernel does not say. */
export function firstThreadMillis(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/** Milliseconds that the work of this thread takes, without those in which it was ready and other programs had the processor. */
export function ownMillis(work: () => unknown): number {
  const before = { at: performance.now(), waited: waitedMillis() };
  work();
  return performance.now() - before.at - (waitedMillis() - before.waited);
}

/** 0 where the kernel does not say. */
function waitedMillis(): number {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1] ?? 0) / 1e6;
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
