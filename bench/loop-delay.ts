// How late the event loop of the built program is, asked from outside: loop-probe.mjs is loaded into it and answers a signal.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, until } from '../test/support/processes.ts';

export interface LoopProbe {
  /** For the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** The slow end (p99) of the delays, in milliseconds, while `work` goes on in the program of this process id. */
  p99During(program: number, work: () => Promise<void>): Promise<number>;
}

export function loopProbe(folder: string): LoopProbe {
  const file = join(folder, 'loop.json');
  const asked = async (program: number): Promise<number> => {
    rmSync(file, { force: true });
    process.kill(program, 'SIGUSR2');
    await until(() => textOf(file) !== '', 'the delays of the event loop');
    return (JSON.parse(textOf(file)) as { readonly p99: number }).p99;
  };
  return {
    env: { NODE_OPTIONS: `--import ${new URL('./loop-probe.mjs', import.meta.url).href}`, OBS_TUI_BENCH_LOOP: file },
    p99During: async (program, work) => {
      await asked(program);
      await work();
      return asked(program);
    },
  };
}
