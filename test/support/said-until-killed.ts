// Runs a program of the tests that kills itself, and gives what it said before.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whole lines only. They go through a file: a pipe would be full while this process is busy. Throws where it ended otherwise. */
export async function saidUntilKilled(script: string, args: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-said-'));
  const file = join(folder, 'said');
  const output = openSync(file, 'w');
  try {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', output, 'inherit'] });
    await once(child, 'close');
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    if (child.signalCode !== 'SIGKILL') throw new Error(`the program was not killed, it ended with ${child.exitCode}: ${lines.join(' ')}`);
    return lines;
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}
