// What tests ask about processes, and how they wait for what no event announces.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const DEFAULT_TIMEOUT_MILLIS = 30_000;

/** Waits until `holds` does; for what no output announces (a process ends, a file appears). */
export async function until(holds: () => boolean, what: string, timeoutMillis = DEFAULT_TIMEOUT_MILLIS): Promise<void> {
  const deadline = performance.now() + timeoutMillis;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${timeoutMillis} ms passed while waiting for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Settles with `work`, or when the time has passed. */
export async function within(work: Promise<unknown>, millis: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise((resolve) => {
    timer = setTimeout(resolve, millis);
  });
  await Promise.race([work, passed]);
  clearTimeout(timer);
}

/** A zombie counts as gone: nothing of it runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(textOf(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

/** The processes directly below `pid`. */
export function childrenOf(pid: number): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
}

/** Ends the group that `leader` leads, and with it everything started below. */
export function endGroup(leader: number): void {
  end(-leader);
}

/** Ends one process, or a group by its negated leader; one that has ended by itself is fine. */
export function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Empty where there is no such file. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
