// How tests say that something is quick on a machine that has other work too.

/** What a test calls prompt, in milliseconds: far above what a busy machine adds, far below any wait that would be the opposite. */
export const PROMPT_MILLIS = 2_000;

/**
 * Milliseconds of processor time that this thread needs for the work: time in which other programs had the processor does not count.
 * Exact to a tick of the kernel, up to 4 ms.
 */
export function cpuMillis(work: () => unknown): number {
  const begin = cpuNow();
  work();
  return cpuNow() - begin;
}

/** Milliseconds of processor time that this thread has used so far; where this Node does not tell it (before 23.9), the time that passed. */
export function cpuNow(): number {
  const { threadCpuUsage }: { threadCpuUsage?: typeof process.threadCpuUsage } = process;
  if (threadCpuUsage === undefined) return performance.now();
  const { user, system } = threadCpuUsage.call(process);
  return (user + system) / 1_000;
}

/** The least milliseconds of up to 25 runs, the last of which is the first below `enough`: what else the machine does only adds. */
export function quickest(work: () => unknown, enough: number): number {
  let least = Infinity;
  for (let turn = 0; turn < 25 && least >= enough; turn += 1) least = Math.min(least, millisOf(work));
  return least;
}

/** Milliseconds that pass meanwhile. */
export function millisOf(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
