// Runs support/session-child.ts and reads its lines.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./session-child.ts', import.meta.url));

export interface SessionChild {
  readonly process: ChildProcess;
  /** The first line it says. */
  readonly said: Promise<string>;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

/** `asNobody`: without the rights of root, where the test has them. */
export function sessionChild(mode: 'open' | 'hold' | 'contend', path: string, asNobody = false): SessionChild {
  const nobody = asNobody && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, [PROGRAM, mode, path], { stdio: ['ignore', 'pipe', 'inherit'], ...nobody });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const said = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().split('\n')[0] ?? ''));
    child.once('close', () => resolve(''));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  return { process: child, said, kill };
}
